// What does ASTERIX category 034 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory034: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Message Type
T|Time of Day
T|Sector Number
T|Antenna Rotation Speed
T|Operational Release Status of the System
T|Radar Data Processor Chain Selection Status
T|Event to Signal a Reset/restart of the Selected Radar Data Processor Chain, I.e. Expect a New Assignment of Track Numbers
T|Radar Data Processor Overload Indicator
T|Transmission Subsystem Overload Status
T|Monitoring System Connected Status
T|Time Source Validity
T|Common Part
T|Selected Antenna
T|Channel A/B Selection Status
T|Overload Condition
T|Specific Status Information for a PSR Sensor
T|Monitoring System Connected Status:
T|Specific Status Information for a SSR Sensor
T|Channel A/B Selection Status for Surveillance Co-ordination Function
T|Channel A/B Selection Status for Data Link Function
T|Overload in Surveillance Co-ordination Function
T|Overload in Data Link Function
T|Specific Status Information for a Mode S Sensor
T|System Configuration and Status
T|Reduction Steps in Use for An Overload of the RDP
T|Reduction Steps in Use for An Overload of the Transmission Subsystem
T|Polarization in Use by PSR
T|Reduction Steps in Use as Result of An Overload Within the PSR Subsystem
T|Sensitivity Time Control Map in Use
T|Specific Processing Mode Information for a PSR Sensor
T|Reduction Steps in Use as Result of An Overload Within the SSR Subsystem
T|Specific Processing Mode Information for a SSR Sensor
T|Reduction Steps in Use as Result of An Overload Within the Mode S Subsystem
T|Cluster State
T|Specific Processing Mode Information for a Mode S Sensor
T|System Processing Mode
T|Type of Message Counter
T|COUNTER
T|Message Count Values
T|Rho Start
T|Rho End
T|Theta Start
T|Theta End
T|Generic Polar Window
T|Data Filter
T|Height of Data Source
T|Latitude
T|Longitude
T|3D-Position Of Data Source
T|Range Error
T|Azimuth Error
T|Collimation Error
T|Reserved Expansion Field
T|Special Purpose Field
K|r
K|t|1=North marker message|2=Sector crossing message|3=Geographical filtering message|4=Jamming strobe message
K|q|u|1|128|s
K|q|u|45|32|deg
K|t|0=System is released for operational use|1=Operational use of System is inhibited, i.e. the data shall be discarded by an operational SDPS
K|t|0=RDPC-1 selected|1=RDPC-2 selected
K|t|0=Default situation|1=Reset of RDPC
K|t|0=Default, no overload|1=Overload in RDP
K|t|0=Default, no overload|1=Overload in transmission subsystem
K|t|0=Monitoring system connected|1=Monitoring system disconnected
K|t|0=Valid|1=Invalid
K|t|0=Antenna 1|1=Antenna 2
K|t|0=No channel selected|1=Channel A only selected|2=Channel B only selected|3=Diversity mode ; Channel A and B selected
K|t|0=No overload|1=Overload
K|t|0=No channel selected|1=Channel A only selected|2=Channel B only selected|3=Invalid combination
K|t|0=No channel selected|1=Channel A only selected|2=Channel B only selected|3=Illegal combination
K|t|0=Channel A in use|1=Channel B in use
K|t|0=No reduction active|1=Reduction step 1 active|2=Reduction step 2 active|3=Reduction step 3 active|4=Reduction step 4 active|5=Reduction step 5 active|6=Reduction step 6 active|7=Reduction step 7 active
K|t|0=Linear polarization|1=Circular polarization
K|t|0=STC Map-1|1=STC Map-2|2=STC Map-3|3=STC Map-4
K|t|0=Autonomous|1=Not autonomous
K|t|0=No detection (number of misses)|1=Single PSR target reports|2=Single SSR target reports (Non-Mode S)|3=SSR+PSR target reports (Non-Mode S)|4=Single All-Call target reports (Mode S)|5=Single Roll-Call target reports (Mode S)|6=All-Call + PSR (Mode S) target reports|7=Roll-Call + PSR (Mode S) target reports|8=Filter for Weather data|9=Filter for Jamming Strobe|10=Filter for PSR data|11=Filter for SSR/Mode S data|12=Filter for SSR/Mode S+PSR data|13=Filter for Enhanced Surveillance data|14=Filter for PSR+Enhanced Surveillance|15=Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest|16=Filter for PSR+Enhanced Surveillance + all SSR/Mode S data
K|u
K|q|u|1|256|nmi
K|q|u|45|8192|deg
K|t|0=Invalid value|1=Filter for Weather data|2=Filter for Jamming Strobe|3=Filter for PSR data|4=Filter for SSR/Mode S data|5=Filter for SSR/Mode S + PSR data|6=Enhanced Surveillance data|7=Filter for PSR+Enhanced Surveillance data|8=Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest|9=Filter for PSR+Enhanced Surveillance + all SSR/Mode S data
K|q|s|1|1|m
K|q|s|45|2097152|deg
K|q|s|1|128|nmi
K|q|s|45|2048|deg
K|t|1=North marker message|2=Sector crossing message|3=Geographical filtering message|4=Jamming strobe message|5=Solar Storm Message
K|t|0=No detection (number of misses)|1=Single PSR target reports|2=Single SSR target reports (Non-Mode S)|3=SSR+PSR target reports (Non-Mode S)|4=Single All-Call target reports (Mode S)|5=Single Roll-Call target reports (Mode S)|6=All-Call + PSR (Mode S) target reports|7=Roll-Call + PSR (Mode S) target reports|8=Filter for Weather data|9=Filter for Jamming Strobe|10=Filter for PSR data|11=Filter for SSR/Mode S data|12=Filter for SSR/Mode S+PSR data|13=Filter for Enhanced Surveillance data|14=Filter for PSR+Enhanced Surveillance|15=Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest|16=Filter for PSR+Enhanced Surveillance + all SSR/Mode S data|17=Re-Interrogations (per sector)|18=BDS Swap and wrong DF replies(per sector)|19=Mode A/C FRUIT (per sector)|20=Mode S FRUIT (per sector)
K|t|1=North marker message|2=Sector crossing message|3=Geographical filtering message|4=Jamming strobe message|5=Solar Storm Message|6=SSR Jamming Strobe Message|7=Mode S Jamming Strobe Message
E|8|0
G|SAC:0:0|SIC:1:0
E|8|1
E|24|2
E|8|3
E|16|2
E|1|4
E|1|5
E|1|6
E|1|7
E|1|8
E|1|9
E|1|10
G|NOGO:7:6|RDPC:8:7|RDPR:9:8|OVLRDP:10:9|OVLXMT:11:10|MSC:12:11|TSV:13:12|=1
E|1|11
E|2|12
E|1|13
G|ANT:15:14|CHAB:16:15|OVL:17:16|MSC:12:11|=3
E|2|14
G|ANT:15:14|CHAB:16:18|OVL:17:16|MSC:19:11|=3
E|2|15
E|1|16
G|ANT:15:14|CHAB:16:20|OVLSUR:17:16|MSC:19:11|SCF:21:21|DLF:22:21|OVLSCF:23:16|OVLDLF:24:16|=7
P|1|COM:14:13|-|-|PSR:18:17|SSR:20:19|MDS:25:22
E|3|17
G|=1|REDRDP:27:24|REDXMT:28:24|=1
E|1|18
E|2|19
G|POL:29:26|REDRAD:30:24|STC:31:27|=2
G|REDRAD:33:24|=5
E|1|20
G|REDRAD:35:24|CLU:36:30|=4
P|1|COM:14:25|-|-|PSR:32:28|SSR:34:29|MDS:37:31
E|5|21
E|11|22
G|TYP:39:33|COUNT:40:34
R|1|35
E|16|23
E|16|24
G|RHOST:42:37|RHOEND:43:37|THETAST:44:38|THETAEND:45:38
E|8|25
E|16|26
E|24|27
G|HGT:48:41|LAT:49:42|LON:50:42
E|8|28
E|8|29
G|RNG:52:44|AZM:53:45
L|RE
L|SP
E|8|30
E|5|31
G|TYP:39:50|COUNT:40:34
R|1|51
E|8|32
V|1.27||010:2:1|000:3:2|030:4:3|020:5:4|041:6:5|050:26:23|060:38:32|070:41:36|100:46:39|110:47:40|120:51:43|090:54:46|RE:55:47|SP:56:48
V|1.28||010:2:1|000:3:49|030:4:3|020:5:4|041:6:5|050:26:23|060:38:32|070:41:52|100:46:39|110:47:40|120:51:43|090:54:46|RE:55:47|SP:56:48
V|1.29||010:2:1|000:3:53|030:4:3|020:5:4|041:6:5|050:26:23|060:38:32|070:41:52|100:46:39|110:47:40|120:51:43|090:54:46|RE:55:47|SP:56:48
"""#
