// What does ASTERIX category 002 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory002: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Message Type
T|Sector Number
T|Time of Day
T|Antenna Rotation Speed
T|Station Configuration Status
T|Station Processing Mode
T|Aerial Identification
T|
T|Plot Count Values
T|Rho Start
T|Rho End
T|Theta Start
T|Theta End
T|Dynamic Window Type 1
T|Range Error
T|Azimuth Error
T|Collimation Error
T|Warning/Error Conditions
T|Special Purpose Field
K|r
K|t|1=North marker message|2=Sector crossing message|3=South marker message|8=Activation of blind zone filtering|9=Stop of blind zone filtering
K|q|u|45|32|deg
K|q|u|1|128|s
K|t|0=Counter for antenna 1|1=Counter for antenna 2
K|t|1=Sole primary plots|2=Sole SSR plots|3=Combined plots
K|u
K|q|u|1|128|nmi
K|q|u|45|8192|deg
K|q|s|1|128|nmi
K|q|s|45|2048|deg
E|8|0
G|SAC:0:0|SIC:1:0
E|8|1
E|8|2
E|24|3
E|16|3
E|7|0
R|0|6
E|1|4
E|5|5
E|10|6
G|A:9:8|IDENT:10:9|COUNTER:10:10
R|1|11
E|16|7
E|16|8
G|RS:12:13|RE:13:13|TS:14:14|TE:15:14
E|8|9
E|8|10
G|RE:17:16|AE:18:17
L|SP
V|1.0||010:2:1|000:3:2|020:4:3|030:5:4|041:6:5|050:7:7|060:8:7|070:11:12|100:16:15|090:19:18|080:20:7|-|SP:21:19|!
V|1.1||010:2:1|000:3:2|020:4:3|030:5:4|041:6:5|050:7:7|060:8:7|070:11:12|100:16:15|090:19:18|080:20:7|-|SP:21:19|!
V|1.2||010:2:1|000:3:2|020:4:3|030:5:4|041:6:5|050:7:7|060:8:7|070:11:12|100:16:15|090:19:18|080:20:7|-|SP:21:19|!
"""#
