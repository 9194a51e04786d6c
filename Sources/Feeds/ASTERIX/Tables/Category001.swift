// What does ASTERIX category 001 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory001: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|
T|Radar Detection in Last Antenna Scan
T|Target Report Descriptor
T|Measured Position in Polar Co-ordinates
T|Mode-3/A Reply in Octal Representation
T|Mode-3/A Code in Octal Representation
T|Mode-C HEIGHT
T|Mode-C Code in Binary Representation
T|Radar Plot Characteristics
T|Truncated Time of Day
T|Mode-2 Code in Octal Representation
T|Measured Radial Doppler Speed
T|Received Power
T|Mode-3/A Code Confidence Indicator
T|Mode-C Reply in Gray Notation
T|Mode-C Code and Code Confidence Indicator
T|Mode-2 Code Confidence Indicator
T|Warning/Error Conditions
T|Presence of X-Pulse
T|Special Purpose Field
T|Track Plot Number
T|X-Component
T|Y-Component
T|Calculated Position in Cartesian Co-ordinates
T|Calculated Groundspeed
T|Calculated Heading
T|Calculated Track Velocity in Polar Co-ordinates
T|Radar Data Processing Chain
T|Track Status
T|Track Quality
K|r
K|t|0=Plot|1=Track
K|t|0=Actual plot or track|1=Simulated plot or track
K|t|0=No detection|1=Sole primary detection|2=Sole secondary detection|3=Combined primary and secondary detection
K|t|0=Target report from antenna 1|1=Target report from antenna 2
K|t|0=Default|1=Special Position Identification
K|t|0=Default|1=Plot or track from a fixed transponder
K|t|0=Default|1=Test target indicator
K|t|0=Default|1=Unlawful interference (code 7500)|2=Radio-communication failure (code 7600)|3=Emergency (code 7700)
K|t|0=Default|1=Military emergency
K|t|0=Default|1=Military identification
K|q|u|1|128|nmi
K|q|u|45|8192|deg
K|t|0=Code validated|1=Code not validated
K|t|0=Default|1=Garbled code
K|t|0=Mode-3/A code derived from the reply of the transponder|1=Smoothed Mode-3/A code as provided by a local tracker
K|o
K|q|s|1|4|fl
K|q|u|1|128|s
K|t|0=Mode-2 code as derived from the reply of the transponder|1=Smoothed Mode-2 code as provided by a local tracker
K|q|s|1|256|nmi_per_s
K|q|s|1|1|dbm
K|t|0=High quality pulse A4|1=Low quality pulse A4
K|t|0=High quality pulse A2|1=Low quality pulse A2
K|t|0=High quality pulse A1|1=Low quality pulse A1
K|t|0=High quality pulse B4|1=Low quality pulse B4
K|t|0=High quality pulse B2|1=Low quality pulse B2
K|t|0=High quality pulse B1|1=Low quality pulse B1
K|t|0=High quality pulse C4|1=Low quality pulse C4
K|t|0=High quality pulse C2|1=Low quality pulse C2
K|t|0=High quality pulse C1|1=Low quality pulse C1
K|t|0=High quality pulse D4|1=Low quality pulse D4
K|t|0=High quality pulse D2|1=Low quality pulse D2
K|t|0=High quality pulse D1|1=Low quality pulse D1
K|t|0=No warning nor error condition|1=Garbled reply|2=Reflection|3=Sidelobe reply|4=Split plot|5=Second time around reply|6=Angels|7=Terrestrial vehicles|64=Possible wrong code in Mode-3/A|65=Possible wrong altitude information, transmitted when the Code C credibility check fails together with the Mode-C code in binary notation|66=Possible phantom MSSR plot|80=Fixed PSR plot|81=Slow PSR plot|82=Low quality PSR plot
K|t|0=Default|1=X-pulse received in Mode-3/A reply
K|t|0=Default|1=X-pulse received in Mode-C reply
K|t|0=Default|1=X-pulse received in Mode-2 reply
K|q|s|1|64|nmi
K|q|u|1|16384|nmi_per_s
K|t|0=Confirmed Track|1=Track in initialisation phase
K|t|0=Primary track|1=SSR/Combined track
K|t|0=Default|1=Aircraft manoeuvring
K|t|0=Default|1=Doubtful plot to track association
K|t|0=RDP Chain 1|1=RDP Chain 2
K|t|0=Default|1=Ghost track
K|t|0=Default|1=Last report for a track
E|8|0
G|SAC:0:0|SIC:1:0
E|1|1
E|1|2
E|2|3
E|1|4
E|1|5
E|1|6
E|1|7
E|2|8
E|1|9
E|1|10
X|TYP:3:2|SIM:3:3|SSRPSR:4:4|ANT:3:5|SPI:3:6|RAB:3:7|/|TST:3:8|DS1DS2:4:9|ME:3:10|MI:3:11|=2|/
E|16|11
E|16|12
G|RHO:3:13|THETA:3:14
E|1|13
E|1|14
E|1|15
E|12|16
G|V:3:16|G:3:17|L:3:18|=1|MODE3A:7:19
E|14|17
G|V:3:16|G:3:17|HGT:9:21
E|7|0
R|0|23
E|16|18
E|1|19
G|V:3:16|G:3:17|L:3:26|=1|MODE2:13:19
E|8|20
E|8|21
E|1|22
E|1|23
E|1|24
E|1|25
E|1|26
E|1|27
E|1|28
E|1|29
E|1|30
E|1|31
E|1|32
E|1|33
G|=4|QA4:3:30|QA2:3:31|QA1:3:32|QB4:3:33|QB2:3:34|QB1:3:35|QC4:3:36|QC2:3:37|QC1:3:38|QD4:3:39|QD2:3:40|QD1:3:41
E|12|0
G|V:3:16|G:3:17|=2|MODEC:17:43|=4|QC1:3:38|QA1:3:32|QC2:3:37|QA2:3:31|QC4:3:36|QA4:3:30|QB1:3:35|QD1:3:41|QB2:3:34|QD2:3:40|QB4:3:33|QD4:3:39
E|7|34
R|0|45
E|1|35
E|1|36
E|1|37
G|XA:3:47|=1|XC:3:48|=2|X2:3:49|=2
L|SP
E|16|0
E|16|38
G|X:24:53|Y:25:53
E|16|39
G|GSP:27:55|HDG:28:14
E|1|40
E|1|41
E|1|42
E|1|43
E|1|44
E|1|45
E|1|46
X|CON:3:57|RAD:3:58|MAN:3:59|DOU:3:60|RDPC:30:61|=1|GHO:3:62|/|TRE:3:63|=6|/
V|1.2|020/TYP|010:2:1|020:5:12|040:6:15|070:8:20|090:10:22|130:11:24|141:12:25|050:13:27|120:14:28|131:15:29|080:16:42|100:18:44|060:19:42|030:20:46|150:21:50|-|-|-|-|SP:22:51|!|/|010:2:1|020:5:12|161:23:52|040:6:15|042:26:54|200:29:56|070:8:20|090:10:22|141:12:25|130:11:24|131:15:29|120:14:28|170:31:64|210:32:24|050:13:27|080:16:42|100:18:44|060:19:42|030:20:46|SP:22:51|!|150:21:50
V|1.3|020/TYP|010:2:1|020:5:12|040:6:15|070:8:20|090:10:22|130:11:24|141:12:25|050:13:27|120:14:28|131:15:29|080:16:42|100:18:44|060:19:42|030:20:46|150:21:50|-|-|-|-|SP:22:51|!|/|010:2:1|020:5:12|161:23:52|040:6:15|042:26:54|200:29:56|070:8:20|090:10:22|141:12:25|130:11:24|131:15:29|120:14:28|170:31:64|210:32:24|050:13:27|080:16:42|100:18:44|060:19:42|030:20:46|SP:22:51|!|150:21:50
V|1.4|020/TYP|010:2:1|020:5:12|040:6:15|070:8:20|090:10:22|130:11:24|141:12:25|050:13:27|120:14:28|131:15:29|080:16:42|100:18:44|060:19:42|030:20:46|150:21:50|-|-|-|-|SP:22:51|!|/|010:2:1|020:5:12|161:23:52|040:6:15|042:26:54|200:29:56|070:8:20|090:10:22|141:12:25|130:11:24|131:15:29|120:14:28|170:31:64|210:32:24|050:13:27|080:16:42|100:18:44|060:19:42|030:20:46|SP:22:51|!|150:21:50
"""#
