// What does ASTERIX category 063 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory063: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Service Identification
T|Time of Message
T|Sensor Identifier
T|
T|Operational Release Status of the System
T|Data Processor Overload Indicator
T|Transmission Subsystem Overload Status
T|Monitoring System Connected Status
T|Time Source Validity
T|No Plot Warning
T|Sensor Configuration and Status
T|Time Stamping Bias
T|Mode S Range Gain
T|Mode S Range Bias
T|SSR / Mode S Range Gain and Bias
T|SSR Mode S Azimuth Bias
T|PSR Range Gain
T|PSR Range Bias
T|PSR Range Gain and Bias
T|PSR Azimuth Bias
T|PSR Elevation Bias
T|Reserved Expansion Field
T|Special Purpose Field
T|Element Populated Bit
T|Test Target Failure Status Values
T|Test Target Failure Status from Sensor
T|Indication of Spoofing Attack Values
T|Indication of Spoofing Attack from Sensor
K|r
K|q|u|1|128|s
K|t|0=Operational|1=Degraded|2=Initialization|3=Not currently connected
K|t|0=PSR GO|1=PSR NOGO
K|t|0=SSR GO|1=SSR NOGO
K|t|0=MDS GO|1=MDS NOGO
K|t|0=ADS GO|1=ADS NOGO
K|t|0=MLT GO|1=MLT NOGO
K|t|0=System is released for operational use|1=Operational use of System is inhibited
K|t|0=Default, no overload|1=Overload in DP
K|t|0=Default, no overload|1=Overload in transmission subsystem
K|t|0=Monitoring system connected|1=Monitoring system disconnected
K|t|0=Valid|1=Invalid
K|t|0=Default (no meaning)|1=No plots being received
K|q|s|1|1|ms
K|q|s|1|100000|
K|q|s|1|128|nmi
K|q|s|45|8192|deg
K|t|0=Element not populated|1=Element populated
K|t|0=Test Target Operative|1=Test Target Failure
K|t|0=No spoofing detected|1=Potential spoofing attack
E|8|0
G|SAC:0:0|SIC:1:0
E|24|1
E|2|2
E|1|3
E|1|4
E|1|5
E|1|6
E|1|7
E|1|8
E|1|9
E|1|10
E|1|11
E|1|12
E|1|13
X|CON:6:3|PSR:6:4|SSR:6:5|MDS:6:6|ADS:6:7|MLT:6:8|/|OPS:7:9|ODP:8:10|OXT:9:11|MSC:10:12|TSV:11:13|NPW:12:14|=1|/
E|16|14
E|16|15
E|16|16
G|SRG:15:17|SRB:16:18
E|16|17
G|PRG:19:17|PRB:20:18
L|RE
L|SP
E|1|18
E|1|19
G|EP:26:24|VAL:27:25
E|1|20
G|EP:26:24|VAL:29:27
X|CON:6:3|PSR:6:4|SSR:6:5|MDS:6:6|ADS:6:7|MLT:6:8|/|OPS:7:9|ODP:8:10|OXT:9:11|MSC:10:12|TSV:11:13|NPW:12:14|=1|/|TTF:28:26|SPO:30:28|=3|/
V|1.6||010:2:1|015:3:0|030:4:2|050:5:1|060:13:15|070:14:16|080:17:19|081:18:20|090:21:21|091:22:20|092:23:20|-|RE:24:22|SP:25:23
V|1.7||010:2:1|015:3:0|030:4:2|050:5:1|060:13:29|070:14:16|080:17:19|081:18:20|090:21:21|091:22:20|092:23:20|-|RE:24:22|SP:25:23
"""#
