// What does ASTERIX category 010 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory010: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Message Type
T|
T|Target Report Descriptor
T|Time of Day
T|Latitude
T|Longitude
T|Position in WGS-84 Co-ordinates
T|RHO
T|Theta
T|Measured Position in Polar Co-ordinates
T|X Coordinate
T|Y Coordinate
T|Position in Cartesian Co-ordinates
T|Ground Speed
T|Track Angle
T|Calculated Track Velocity in Polar Co-ordinates
T|X Velocity
T|Y Velocity
T|Calculated Track Velocity in Cartesian Co-ordinates
T|Track Number
T|Track Status
T|Validated
T|Garbled
T|Mode-3/A Reply in Octal Representation
T|Mode-3/A Code in Octal Representation
T|Target Address
T|Characters 1-8 (Coded on 6 Bits Each) Defining Target Identification
T|Target Identification
T|Mode S MB Data
T|Vehicle Fleet Identification
T|Flight Level
T|Flight Level in Binary Representation
T|Measured Height
T|Length
T|Orientation
T|Width
T|Target Size and Orientation
T|Operational Release Status of the System
T|Overload Indicator
T|Time Source Validity
T|System Status
T|Pre-programmed Message
T|Standard Deviation of X Component
T|Standard Deviation of Y Component
T|Covariance in Two’s Complement Form
T|Standard Deviation of Position
T|Presence
T|Amplitude of Primary Plot
T|X Acceleration
T|Y Acceleration
T|Calculated Acceleration
T|Special Purpose Field
T|Reserved Expansion Field
K|r
K|t|1=Target Report|2=Start of Update Cycle|3=Periodic Status Message|4=Event-triggered Status Message
K|t|0=SSR multilateration|1=Mode S multilateration|2=ADS-B|3=PSR|4=Magnetic Loop System|5=HF multilateration|6=Not defined|7=Other types
K|t|0=No differential correction (ADS-B)|1=Differential correction (ADS-B)
K|t|0=Chain 1|1=Chain 2
K|t|0=Transponder Ground bit not set|1=Transponder Ground bit set
K|t|0=No Corrupted reply in multilateration|1=Corrupted replies in multilateration
K|t|0=Actual target report|1=Simulated target report
K|t|0=Default|1=Test Target
K|t|0=Report from target transponder|1=Report from field monitor (fixed transponder)
K|t|0=Undetermined|1=Loop start|2=Loop finish
K|t|0=Undetermined|1=Aircraft|2=Ground vehicle|3=Helicopter
K|t|0=Absence of SPI|1=Special Position Identification
K|q|u|1|128|s
K|q|s|45|536870912|deg
K|q|u|1|1|m
K|q|u|45|8192|deg
K|q|s|1|1|m
K|q|u|1|16384|nmi_per_s
K|q|s|1|4|m_per_s
K|t|0=Confirmed track|1=Track in initialisation phase
K|t|0=Default|1=Last report for a track
K|t|0=No extrapolation|1=Predictable extrapolation due to sensor refresh period (see NOTE)|2=Predictable extrapolation in masked area|3=Extrapolation due to unpredictable absence of detection
K|t|0=Default|1=Horizontal manoeuvre
K|t|0=Tracking performed in 'Sensor Plane', i.e. neither slant range correction nor projection was applied|1=Slant range correction and a suitable projection technique are used to track in a 2D.reference plane, tangential to the earth model at the Sensor Site co-ordinates
K|t|0=Measured position|1=Smoothed position
K|t|0=Unknown type of movement|1=Taking-off|2=Landing|3=Other types of movement
K|t|0=No doubt|1=Doubtful correlation (undetermined reason)|2=Doubtful correlation in clutter|3=Loss of accuracy|4=Loss of accuracy in clutter|5=Unstable track|6=Previously coasted
K|t|0=Merge or split indication undetermined|1=Track merged by association to plot|2=Track merged by non-association to plot|3=Split track
K|t|0=Default|1=Ghost track
K|t|0=Code validated|1=Code not validated
K|t|0=Default|1=Garbled code
K|t|0=Mode-3/A code derived from the reply of the transponder|1=Mode-3/A code not extracted during the last scan
K|o
K|t|0=Callsign or registration downlinked from transponder|1=Callsign not downlinked from transponder|2=Registration not downlinked from transponder
K|c
K|t|0=Unknown|1=ATC equipment maintenance|2=Airport maintenance|3=Fire|4=Bird scarer|5=Snow plough|6=Runway sweeper|7=Emergency|8=Police|9=Bus|10=Tug (push/tow)|11=Grass cutter|12=Fuel|13=Baggage|14=Catering|15=Aircraft maintenance|16=Flyco (follow me)
K|q|s|1|4|fl
K|q|s|25|4|ft
K|q|u|45|16|deg
K|t|0=Operational|1=Degraded|2=NOGO
K|t|0=No overload|1=Overload
K|t|0=Valid|1=Invalid
K|t|0=Normal Operation|1=Diversity degraded
K|t|0=Test Target Operative|1=Test Target Failure
K|t|0=Default|1=In Trouble
K|t|1=Towing aircraft|2=“Follow me” operation|3=Runway check|4=Emergency operation (fire, medical...)|5=Work in progress (maintenance, birds scarer, sweepers...)
K|q|u|1|4|m
K|q|s|1|4|m
K|q|s|3|20|deg
K|q|s|1|4|m_per_s2
E|8|0
G|SAC:0:0|SIC:1:0
E|8|1
E|3|2
E|1|3
E|1|4
E|1|5
E|1|6
E|1|7
E|1|8
E|1|9
E|2|10
E|2|11
E|1|12
X|TYP:4:3|DCR:4:4|CHN:4:5|GBS:4:6|CRT:4:7|/|SIM:4:8|TST:4:9|RAB:4:10|LOP:4:11|TOT:4:12|/|SPI:4:13|=6|/
E|24|13
E|32|14
G|LAT:7:16|LON:8:16
E|16|15
E|16|16
G|RHO:10:18|TH:11:19
E|16|17
G|X:13:21|Y:14:21
E|16|18
G|GSP:16:23|TRA:17:19
E|16|19
G|VX:19:25|VY:20:25
E|12|0
G|=4|TRK:22:27
E|1|20
E|1|21
E|2|22
E|1|23
E|1|24
E|1|25
E|2|26
E|3|27
E|2|28
E|1|29
X|CNF:4:29|TRE:4:30|CST:4:31|MAH:4:32|TCC:4:33|STH:4:34|/|TOM:4:35|DOU:4:36|MRS:4:37|/|GHO:4:38|=6|/
E|1|30
E|1|31
E|1|32
E|12|33
G|V:24:40|G:25:41|L:4:42|=1|MODE3A:26:43
E|24|0
E|2|34
E|48|35
G|STI:4:46|=6|CHR:29:47
E|56|0
E|4|0
G|MBDATA:4:49|BDS1:4:50|BDS2:4:50
R|1|51
E|8|36
E|14|37
G|V:24:40|G:25:41|FL:33:54
E|16|38
E|7|15
E|7|39
X|LENGTH:36:57|/|ORIENTATION:37:58|/|WIDTH:38:57|/
E|2|40
E|1|41
E|1|42
E|1|43
E|1|44
G|NOGO:40:60|OVL:41:61|TSV:42:62|DIV:4:63|TTF:4:64|=2
E|1|45
E|7|46
G|TRB:4:66|MSG:4:67
E|8|47
E|16|48
G|DEVX:45:69|DEVY:46:69|COVXY:47:70
E|8|17
E|8|49
G|DRHO:4:72|DTHETA:4:73
R|1|74
E|8|50
G|AX:51:76|AY:52:76
L|SP
L|RE
V|1.1||010:2:1|000:3:2|020:5:14|140:6:15|041:9:17|040:12:20|042:15:22|200:18:24|202:21:26|161:22:28|170:23:39|060:27:44|220:28:45|245:30:48|250:31:52|300:32:53|090:34:55|091:35:56|270:39:59|550:43:65|310:44:68|500:48:71|280:49:75|131:50:0|210:53:77|-|SP:54:78|RE:55:79
"""#
