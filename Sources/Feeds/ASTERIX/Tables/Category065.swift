// What does ASTERIX category 065 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory065: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Message Type
T|Service Identification
T|Time of Message
T|Batch Number
T|
T|Processing System Status
T|Track Re-numbering Indication
T|SDPS Configuration and Status
T|Service Status Report
T|Reserved Expansion Field
T|Special Purpose Field
K|r
K|t|1=SDPS Status|2=End of Batch|3=Service Status Report
K|q|u|1|128|s
K|u
K|t|0=Operational|1=Degraded|2=Not currently connected|3=Unknown
K|t|0=Default|1=Overload
K|t|0=Default|1=Invalid Time Source
K|t|0=Not applicable|1=SDPS-1 selected|2=SDPS-2 selected|3=SDPS-3 selected
K|t|1=Service degradation|2=Service degradation ended|3=Main radar out of service|4=Service interrupted by the operator|5=Service interrupted due to contingency|6=Ready for service restart after contingency|7=Service ended by the operator|8=Failure of user main radar|9=Service restarted by the operator|10=Main radar becoming operational|11=Main radar becoming degraded|12=Service continuity interrupted due to disconnection with adjacent unit|13=Service continuity restarted|14=Service synchronised on backup radar|15=Service synchronised on main radar|16=Main and backup radar, if any, failed
E|8|0
G|SAC:0:0|SIC:1:0
E|8|1
E|24|2
E|8|3
E|2|4
E|1|5
E|1|6
E|2|7
E|1|0
G|NOGO:7:5|OVL:7:6|TSV:7:7|PSS:8:8|STTN:9:9|=1
E|8|8
L|RE
L|SP
V|1.4||010:2:1|000:3:2|015:4:0|030:5:3|020:6:4|040:10:10|050:11:11|-|-|-|-|-|RE:12:12|SP:13:13
V|1.5||010:2:1|000:3:2|015:4:0|030:5:3|020:6:4|040:10:10|050:11:11|-|-|-|-|-|RE:12:12|SP:13:13
V|1.6||010:2:1|000:3:2|015:4:0|030:5:3|020:6:4|040:10:10|050:11:11|-|-|-|-|-|RE:12:12|SP:13:13
"""#
