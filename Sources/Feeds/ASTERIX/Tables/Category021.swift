// What does ASTERIX category 021 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory021: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identification
T|Differential Correction
T|Ground Bit Setting
T|Simulated Target
T|Test Target
T|Report Type
T|Selected Altitude Available
T|Special Position Identification
T|Address Type
T|Altitude Reporting Capability
T|Target Report Descriptor
T|Time of Day
T|Latitude
T|Longitude
T|Position in WGS-84 Co-ordinates
T|Target Address
T|Geometric Altitude
T|ACAS Capabilities
T|Multiple Navigation Aids
T|Position Accuracy
T|Figure of Merit
T|Cockpit Display of Traffic Information
T|Mode-S Extended Squitter
T|UAT
T|VDL Mode 4
T|Other Technology
T|Link Technology Indicator
T|Roll Angle
T|Flight Level
T|
T|Air Speed (IAS or Mach)
T|Air Speed
T|True Airspeed
T|Magnetic Heading
T|Barometric Vertical Rate
T|Geometric Vertical Rate
T|Ground Speed in Two's Complement Form Referenced to WGS84
T|Track Angle
T|Ground Vector
T|Turn Indicator
T|Rate of Turn
T|Rate Of Turn
T|Target Identification
T|Velocity Accuracy
T|Time of Day Accuracy
T|Target Status
T|Emitter Category
T|Wind Speed
T|Wind Direction
T|Temperature
T|Turbulence
T|Met Information
T|Source Availability
T|Source
T|Altitude
T|Intermediate State Selected Altitude
T|Manage Vertical Mode
T|Altitude Hold Mode
T|Approach Mode
T|Final State Selected Altitude
T|Trajectory Intent Status
T|Altitude in Two's Complement Form
T|In WGS.84 in Two's Complement
T|Point Type
T|Time Over Point
T|TCP Turn Radius
T|Trajectory Intent Data
T|Trajectory Intent
T|Reserved Expansion Field
T|Special Purpose Field
T|Mode-3/A Reply in Octal Representation
T|Mode 3/A Code in Octal Representation
T|Signal Amplitude
T|Range Check
T|Confidence Level
T|Independent Position Check
T|No-go Bit Status
T|Compact Position Reporting
T|Local Decoding Position Jump
T|Track Number
T|Service Identification
T|Time of Applicability for Position
T|High-Resolution Position in WGS-84 Co-ordinates
T|Time of Applicability for Velocity
T|Range Exceeded Indicator
T|True Air Speed
T|Time of Message Reception for Position
T|Full Second Indication
T|Fractional Part of the Time of Message Reception for Position in the Ground Station
T|Time of Message Reception of Position-High Precision
T|Time of Message Reception for Velocity
T|Time of Message Reception of Velocity-High Precision
T|Geometric Height
T|Navigation Uncertainty Category for Velocity NUCr or the Navigation Accuracy Category for Velocity NACv
T|Navigation Uncertainty Category for Position NUCp or Navigation Integrity Category NIC
T|Navigation Integrity Category for Barometric Altitude
T|Surveillance (version 1) or Source (version 2) Integrity Level
T|Navigation Accuracy Category for Position
T|SIL-Supplement
T|Horizontal Position System Design Assurance Level (as Defined in Version 2)
T|Geometric Altitude Accuracy
T|Position Integrity Category
T|Quality Indicators
T|Version Not Supported
T|Version Number
T|Link Technology Type
T|MOPS Version
T|Intent Change Flag (see Note)
T|LNAV Mode
T|Priority Status
T|Surveillance Status
T|Ground Speed Referenced to WGS-84
T|Track Angle Clockwise Reference to True North
T|Airborne Ground Vector
T|Track Angle Rate
T|Time of ASTERIX Report Transmission
T|Selected Altitude
T|Service Management
T|TCAS Resolution Advisory Active
T|Target Trajectory Change Report Capability
T|Target State Report Capability
T|Air-Referenced Velocity Report Capability
T|Cockpit Display of Traffic Information Airborne
T|TCAS System Status
T|Single Antenna
T|Aircraft Operational Status
T|Position Offset Applied
T|Cockpit Display of Traffic Information Surface
T|Class B2 Transmit Power Less Than 70 Watts
T|Receiving ATC Services
T|Setting of IDENT Switch
T|Length and Width of the Aircraft
T|Surface Capabilities and Characteristics
T|Message Amplitude
T|Mode S MB Data
T|Message Type (= 28 for 1090 ES, Version 2)
T|Message Sub-type (= 2 for 1090 ES, Version 2)
T|Active Resolution Advisories
T|RAC (RA Complement) Record
T|RA Terminated
T|Multiple Threat Encounter
T|Threat Type Indicator
T|Threat Identity Data
T|ACAS Resolution Advisory Report
T|Receiver ID
T|Aircraft Operational Status Age
T|Target Report Descriptor Age
T|Mode 3/A Age
T|Quality Indicators Age
T|Trajectory Intent Age
T|Message Amplitude Age
T|Geometric Height Age
T|Flight Level Age
T|Intermediate State Selected Altitude Age
T|Final State Selected Altitude Age
T|Air Speed Age
T|True Air Speed Age
T|Magnetic Heading Age
T|Barometric Vertical Rate Age
T|Geometric Vertical Rate Age
T|Ground Vector Age
T|Track Angle Rate Age
T|Target Identification Age
T|Target Status Age
T|Met Information Age
T|Roll Angle Age
T|ACAS Resolution Advisory Age
T|Surface Capabilities and Characteristics Age
T|Data Ages
T|Military Emergency
T|List Lookup Check
T|Element Populated Bit
T|Value
T|Total Bits Corrected
T|Maximum Bits Corrected
T|Selected Altitude Age
T|Source of the PIC
T|VAL_STATE Element Populated Bit
T|VAL_STATE Value
T|Position Validation State
T|Validation Distance Availability
T|Validation Distance Quality Availability
T|Position Validation Distance P1
T|Position Validation Distance P2
T|Position Validation Distance Quality P1
T|Position Validation Distance Quality P2
T|Barometric Pressure Setting
T|Horizontal Reference Direction
T|Selected Heading Status
T|Selected Heading
T|Autopilot
T|Vertical Navigation
T|Altitude Hold
T|Navigation Mode
T|GPS Antenna Offset
T|Ground Speed
T|Heading/Ground Track Information
T|Surface Ground Vector
T|Aircraft Status
T|True North Heading
T|Mode 5 Summary
T|PIN Code
T|National Origin Code
T|Mode 5 PIN / National Origin
T|Extended Mode 1 Code in Octal Representation
T|X-pulse from Mode 5 PIN Reply/report
T|X-pulse from Mode 5 Data Reply or Report
T|X-pulse from Mode C Reply
T|X-pulse from Mode 3/A Reply
T|X-pulse from Mode 2 Reply
T|X-pulse from Mode 1 Reply
T|X Pulse Presence
T|Mode 2 Code in Octal Representation
T|Military Extended Squitter
T|Status of MCP/FCU Mode Bits
T|ES IN Capability
T|UAT IN Capability
T|Reduced Capability Equipment
T|Reply Rate Limiting
T|Priority Status for Version 3 ADS-B Systems
T|Transmit Power
T|Transponder Side Indication
T|Manned / Unmanned Operation
T|Remain Well Clear Corrective Alert
T|Detectand Avoid Capabilities
T|Transponder Capability
T|Sense Vertical & Horizontal
T|Element Population Bit
T|CAS Type & Capability
T|Transponder Antenna Offset
K|r
K|t|0=No differential correction (ADS-B)|1=Differential correction (ADS-B)
K|t|0=Ground Bit not set|1=Ground Bit set
K|t|0=Actual target report|1=Simulated target report
K|t|0=Default|1=Test Target
K|t|0=Report from target transponder|1=Report from field monitor (fixed transponder)
K|t|0=Equipment capable to provide Selected Altitude|1=Equipment not capable to provide Selected Altitude
K|t|0=Absence of SPI|1=Special Position Identification
K|t|0=Non unique address|1=24-Bit ICAO address|2=Surface vehicle address|3=Anonymous address|4=Reserved for future use|5=Reserved for future use|6=Reserved for future use|7=Reserved for future use
K|t|0=Unknown|1=25 ft|2=100 ft
K|q|u|1|128|s
K|q|s|45|2097152|deg
K|q|s|25|4|ft
K|t|0=Unknown|1=ACAS not operational|2=ACAS operartional|3=Invalid
K|t|0=Unknown|1=Multiple Navigation not operational|2=Multiple Navigation operartional|3=Invalid
K|t|0=Unknown|1=Differential Correction|2=NO Differential Correction|3=Invalid
K|q|s|1|1|
K|t|0=Unknown|1=Aircraft equiped with CDTI
K|t|0=Not used|1=Used
K|q|s|1|100|deg
K|q|s|1|4|fl
K|t|0=Air Speed = IAS, LSB (Bit-1) = 2 -14 NM/s|1=Air Speed = Mach, LSB (Bit-1) = 0.001
K|q|u|1|16384|nmi_per_s
K|q|u|1|1000|mach
K|d|22|23
K|q|u|1|1|kn
K|q|u|45|8192|deg
K|q|s|25|4|ft_per_min
K|q|s|1|16384|nmi_per_s
K|t|0=Not available|1=Left|2=Right|3=Straight
K|q|s|1|4|deg_per_s
K|c
K|q|u|1|256|s
K|t|0=No emergency / not reported|1=General emergency|2=Lifeguard / medical|3=Minimum fuel|4=No communications|5=Unlawful interference
K|t|1=Light aircraft <= 7000 kg|2=Reserved|3=7000 kg < Medium aircraft < 136000 kg|4=Reserved|5=136000 kg <= Heavy aircraft|6=Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise)|7=Reserved|8=Reserved|9=Reserved|10=Rotocraft|11=Glider / sailplane|12=Lighter-than-air|13=Unmanned aerial vehicle|14=Space / transatmospheric vehicle|15=Ultralight / handglider / paraglider|16=Parachutist / skydiver|17=Reserved|18=Reserved|19=Reserved|20=Surface emergency vehicle|21=Surface service vehicle|22=Fixed ground or tethered obstruction|23=Reserved|24=Reserved
K|q|u|1|1|deg
K|q|s|1|4|degc
K|u
K|t|0=No source information provided|1=Source Information provided
K|t|0=Unknown|1=Aircraft Altitude (Holding Altitude)|2=MCP/FCU Selected Altitude|3=FMS Selected Altitude
K|q|s|25|1|ft
K|t|0=Not active|1=Active
K|t|0=Trajectory Intent Data is available for this aircraft|1=Trajectory Intent Data is not available for this aircraft
K|t|0=Trajectory Intent Data is valid|1=Trajectory Intent Data is not valid
K|t|0=TCP number available|1=TCP number not available
K|t|0=TCP compliance|1=TCP non-compliance
K|q|s|10|1|ft
K|t|0=Unknown|1=Fly by waypoint (LT)|2=Fly over waypoint (LT)|3=Hold pattern (LT)|4=Procedure hold (LT)|5=Procedure turn (LT)|6=RF leg (LT)|7=Top of climb (VT)|8=Top of descent (VT)|9=Start of level (VT)|10=Cross-over altitude (VT)|11=Transition altitude (VT)
K|t|0=N/A|1=Turn right|2=Turn left|3=No turn
K|t|0=TTR not available|1=TTR available
K|t|0=TOV available|1=TOV not available
K|q|u|1|1|s
K|q|u|1|100|nmi
K|q|s|45|8388608|deg
K|t|0=Code validated|1=Code not validated
K|t|0=Default|1=Garbled code
K|t|0=Mode-3/A code derived during last update|1=Mode-3/A code not extracted during the last update
K|o
K|t|0=24-Bit ICAO address|1=Duplicate address|2=Surface vehicle address|3=Anonymous address|4=Reserved for future use|5=Reserved for future use|6=Reserved for future use|7=Reserved for future use
K|t|0=25 ft|1=100 ft|2=Unknown|3=Invalid
K|t|0=Default|1=Range Check passed, CPR Validation pending
K|t|0=Report valid|1=Report suspect|2=No information|3=Reserved for future use
K|t|0=Default (see note)|1=Independent Position Check failed
K|t|0=NOGO-bit not set|1=NOGO-bit set
K|t|0=CPR Validation correct|1=CPR Validation failed
K|t|0=LDPJ not detected|1=LDPJ detected
K|t|0=Default|1=Range Check failed
K|q|s|45|268435456|deg
K|t|0=Value in defined range|1=Value exceeds defined range
K|t|0=TOMRp whole seconds = (I021/073) Whole seconds|1=TOMRp whole seconds = (I021/073) Whole seconds + 1|2=TOMRp whole seconds = (I021/073) Whole seconds - 1|3=Reserved
K|q|u|1|1073741824|s
K|t|0=TOMRp whole seconds = (I021/075) Whole seconds|1=TOMRp whole seconds = (I021/075) Whole seconds + 1|2=TOMRp whole seconds = (I021/075) Whole seconds - 1|3=Reserved
K|t|0=Measured per flight-hour|1=Measured per sample
K|t|0=The MOPS Version is supported by the GS|1=The MOPS Version is not supported by the GS
K|t|0=ED102/DO-260 [Ref. 8]|1=DO-260A [Ref. 9]|2=ED102A/DO-260B [Ref. 11]
K|t|0=Other|1=UAT|2=1090 ES|3=VDL 4|4=Not assigned|5=Not assigned|6=Not assigned|7=Not assigned
K|t|0=No intent change active|1=Intent change flag raised
K|t|0=LNAV Mode engaged|1=LNAV Mode not engaged
K|t|0=No emergency / not reported|1=General emergency|2=Lifeguard / medical emergency|3=Minimum fuel|4=No communications|5=Unlawful interference|6=DOWNED Aircraft
K|t|0=No condition reported|1=Permanent Alert (Emergency condition)|2=Temporary Alert (change in Mode 3/A Code other than emergency)|3=SPI set
K|q|s|1|32|deg_per_s
K|t|0=No ADS-B Emitter Category Information|1=Light aircraft <= 15500 lbs|2=15500 lbs < small aircraft <75000 lbs|3=75000 lbs < medium a/c < 300000 lbs|4=High Vortex Large|5=300000 lbs <= heavy aircraft|6=Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise)|7=Reserved|8=Reserved|9=Reserved|10=Rotocraft|11=Glider / sailplane|12=Lighter-than-air|13=Unmanned aerial vehicle|14=Space / transatmospheric vehicle|15=Ultralight / handglider / paraglider|16=Parachutist / skydiver|17=Reserved|18=Reserved|19=Reserved|20=Surface emergency vehicle|21=Surface service vehicle|22=Fixed ground or tethered obstruction|23=Cluster obstacle|24=Line obstacle
K|t|0=Not active or unknown|1=Active
K|q|u|1|2|s
K|t|0=TCAS II or ACAS RA not active|1=TCAS RA active
K|t|0=No capability for Trajectory Change Reports|1=Support for TC+0 reports only|2=Support for multiple TC reports|3=Reserved
K|t|0=No capability to support Target State Reports|1=Capable of supporting target State Reports
K|t|0=No capability to generate ARV-reports|1=Capable of generate ARV-reports
K|t|0=CDTI not operational|1=CDTI operational
K|t|0=TCAS operational|1=TCAS not operational
K|t|0=Antenna Diversity|1=Single Antenna only
K|t|0=Position transmitted is not ADS-B position reference point|1=Position transmitted is the ADS-B position reference point
K|t|0=>= 70 Watts|1=< 70 Watts
K|t|0=Aircraft not receiving ATC-services|1=Aircraft receiving ATC services
K|t|0=IDENT switch not active|1=IDENT switch active
K|q|s|1|1|dbm
K|b|with
K|q|u|1|10|s
K|t|0=No military emergency|1=Military emergency
K|t|0=Default|1=List Lookup failed (see note)
K|t|0=ED102/DO-260 [Ref. 7]|1=DO-260A [Ref. 8]|2=ED102A/DO-260B [Ref. 10]|3=ED-102B/DO-260C [Ref. 11]
K|t|0=Element not populated|1=Element populated
K|t|0=PIC mapped from FTC and NIC Supplements|1=1 PIC directly received in HVA or Phase Overlay
K|t|0=Validation not performed|1=Validation performed without Pass/Fail (see Note)|2=Validation Pass (see Note)|3=Validation Fail (see Note)
K|t|0=Item not available|1=Item available
K|q|u|128|1|m
K|q|u|1|1|m
K|q|u|1|10|hpa
K|t|0=True North|1=Magnetic North
K|t|0=Data is either unavailable or invalid|1=Data is available and valid
K|q|u|45|64|deg
K|t|0=Autopilot not engaged|1=Autopilot engaged
K|t|0=Vertical Navigation not active|1=Vertical Navigation active
K|t|0=Altitude Hold not engaged|1=Altitude Hold engaged
K|t|0=Approach Mode not active|1=Approach Mode active
K|t|0=Aircraft has not stopped|1=Aircraft has stopped
K|t|0=Heading/Ground Track data is not valid|1=Heading/Ground Track data is valid
K|t|0=Heading data provided|1=Ground Track provided
K|q|u|1|8|kn
K|q|u|45|16|deg
K|t|0=Target is not 1090 ES IN capable|1=Target is 1090 ES IN capable
K|t|0=Target is not UAT IN capable|1=Target is UAT IN capable
K|t|0=No Mode 5 interrogation|1=Mode 5 interrogation
K|t|0=No authenticated Mode 5 ID reply/report|1=Authenticated Mode 5 ID reply/report
K|t|0=No authenticated Mode 5 Data reply or Report|1=Authenticated Mode 5 Data reply or Report (i.e any valid Mode 5 reply type other than ID)
K|t|0=Mode 1 code not present or not from Mode 5 reply/report|1=Mode 1 code from Mode 5 reply/report
K|t|0=Mode 2 code not present or not from Mode 5 reply/report|1=Mode 2 code from Mode 5 reply/report
K|t|0=Mode 3 code not present or not from Mode 5 reply/report|1=Mode 3 code from Mode 5 reply/report
K|t|0=Flightlevel not present or not from Mode 5 reply/report|1=Flightlevel from Mode 5 reply/report
K|t|0=Position not from Mode 5 report (ADS-B report)|1=Position from Mode 5 report
K|t|0=Mode 1 code as derived from the report of the transponder|1=Smoothed Mode 1 code as provided by a local tracker
K|t|0=X-Pulse not present|1=X-pulse present
K|t|0=X-pulse set to zero or no authenticated Data reply or Report received|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode C reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 3/A reply|1=X-pulse set to one (present)
K|t|0=0 X-pulse set to zero or no Mode 2 reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 1 reply|1=X-pulse set to one (present)
K|t|0=Mode-2 code as derived from the reply of the transponder|1=Smoothed Mode-2 code as provided by a local tracker
K|t|0=MCP/FCU Mode Bits not populated|1=MCP/FCU Mode Bits populated
K|t|0=Not RCE|1=TABS (see Note 2)|2=Reserved for future use|3=Other RCE
K|t|0=Reply Rate Limiting is not active|1=Reply Rate Limiting is active
K|t|0=No emergency / not reported|1=General emergency|2=UAS/RPAS - Lost link|3=Minimum fuel|4=No communications|5=Unlawful interference|6=Aircraft in Distress|7=Aircraft in Distress Manual Activation
K|t|0=Unavailable, Unknown, or less than 70 W|1=70 W|2=125 W|3=200 W
K|t|0=Unknown|1=Transponder 1 (left/pilot side or single)|2=Transponder 2 (right/co-pilot side)|3=Transponder 3 (auxiliary or Backup)
K|t|0=Manned Operation|1=Unmanned Operation
K|t|0=RWC Corrective Alert not active|1=RWC Corrective Alert active
K|t|0=No RWC Capability|1=RWC/RA/OCM Capability|2=RWC/OCM Capability|3=Invalid ASTERIX Value
K|t|0=Vertical Only|1=Horizontal Only|2=Blended|3=Vertical Only or Horizontal Only per intruder
K|t|0=Active CAS (TCAS II) or no CAS|1=Active CAS (not TCAS II)|2=Active CAS (not TCAS II) with OCM transmit capability|3=Active CAS of Junior Status|4=Passive CAS with 1030TCAS Resolution Message receive capability|5=Passive CAS with only OCM receive capability|6=Reserved for future use|7=Reserved for future use
K|t|0=Element Not Populated|1=Element Populated
K|t|0=No data|1=0 ≤ TAO ≤ 1|2=1 < TAO ≤ 2|3=2 < TAO ≤ 4|4=4 < TAO ≤ 6|5=6 < TAO ≤ 8|6=8 < TAO ≤ 10|7=10 < TAO ≤ 12|8=12 < TAO ≤ 14|9=14 < TAO ≤ 16|10=16 < TAO ≤ 18|11=18 < TAO ≤ 20|12=20 < TAO ≤ 22|13=22 < TAO ≤ 24|14=24 < TAO ≤ 26|15=26 < TAO ≤ 28|16=28 < TAO ≤ 30|17=30 < TAO ≤ 32|18=32 < TAO ≤ 34|19=34 < TAO ≤ 36|20=36 < TAO ≤ 38|21=38 < TAO ≤ 40|22=40 < TAO ≤ 42|23=42 < TAO ≤ 44|24=44 < TAO ≤ 46|25=46 < TAO ≤ 48|26=48 < TAO ≤ 50|27=50 < TAO ≤ 52|28=52 < TAO ≤ 54|29=54 < TAO ≤ 56|30=56 < TAO ≤ 58|31=TAO > 58
E|8|0
G|SAC:0:0|SIC:1:0
E|1|1
E|1|2
E|1|3
E|1|4
E|1|5
E|1|6
E|1|7
E|3|8
E|2|9
G|DCR:3:2|GBS:4:3|SIM:5:4|TST:6:5|RAB:7:6|SAA:8:7|SPI:9:8|=1|ATP:10:9|ARC:11:10|=3
E|24|10
E|24|11
G|LAT:14:13|LON:15:13
E|24|0
E|16|12
E|2|13
E|2|14
E|2|15
E|4|16
G|AC:19:17|MN:20:18|DC:3:19|=6|PA:21:20
E|1|17
E|1|18
G|=3|DTI:23:22|MDS:24:23|UAT:25:23|VDL:26:23|OTR:27:23
E|16|19
E|16|20
E|1|21
E|15|24
G|IM:31:27|AS:32:28
E|16|25
E|16|26
E|16|27
E|16|28
G|GS:38:33|TA:39:31
E|2|29
E|7|30
X|TI:41:35|=5|/|ROT:42:36|/
E|48|31
E|8|32
E|8|33
E|8|34
E|16|35
E|16|36
E|8|37
P|1|WS:49:30|WD:50:42|TMP:51:43|TRB:52:44
E|1|38
E|2|39
E|13|40
G|SAS:54:46|SRC:55:47|ALT:56:48
E|1|41
G|MV:58:50|AH:59:50|AM:60:50|ALT:56:48
E|1|42
E|1|43
X|NAV:31:52|NVB:31:53|=5|/
E|1|44
E|1|45
E|6|0
E|16|46
E|4|47
E|2|48
E|1|49
E|1|50
E|24|51
E|16|52
G|TCA:31:55|NC:31:56|TCPN:31:57|ALT:63:58|LAT:64:13|LON:64:13|PT:65:59|TD:31:60|TRA:31:61|TOA:31:62|TOV:66:63|TTR:67:64
R|1|65
P|1|TIS:62:54|TID:68:66
L|RE
L|SP
E|32|53
G|LAT:14:70|LON:15:70
E|1|54
E|1|55
E|1|56
E|12|57
G|V:31:72|G:31:73|L:31:74|=1|MODE3A:72:75
E|3|58
E|2|59
E|1|60
E|2|61
E|1|62
E|1|63
E|1|64
E|1|65
E|1|66
X|ATP:10:77|ARC:11:78|RC:75:79|RAB:7:6|/|DCR:3:2|GBS:4:3|SIM:5:4|TST:6:5|SAA:8:7|CL:76:80|/|=2|IPC:77:81|NOGO:78:82|CPR:79:83|LDPJ:80:84|RCF:75:85|/
E|12|0
G|=4|TRNUM:81:87
E|32|67
G|LAT:14:89|LON:15:89
E|1|68
E|15|25
G|RE:86:91|TAS:87:92
E|2|69
E|30|70
G|FSI:89:94|TOMRP:90:95
E|2|71
G|FSI:89:97|TOMRP:90:95
E|3|0
E|4|0
E|1|0
E|2|0
E|1|72
X|NUCRNACV:95:99|NUCPNIC:96:100|/|NICBARO:97:101|SIL:98:102|NACP:99:100|/|=2|SILS:100:103|SDA:101:102|GVA:102:102|/|PIC:103:100|=3|/
E|1|73
E|3|74
E|3|75
G|=1|VNS:105:105|VN:106:106|LTT:107:107
G|=4|MODE3A:72:75
E|1|76
E|1|77
E|3|78
E|2|79
G|ICF:109:110|LNAV:110:111|=1|PS:111:112|SS:112:113
E|15|27
G|RE:86:91|BVR:36:115
G|RE:86:91|GVR:37:115
E|15|22
G|RE:86:91|GS:113:118|TA:114:31
E|10|80
G|=6|TAR:116:120
E|8|81
G|SAS:54:46|S:55:47|ALT:56:48
E|1|82
G|MV:58:124|AH:59:124|AM:60:124|ALT:56:48
E|8|83
E|1|84
E|2|85
E|1|86
E|1|87
E|1|88
E|1|89
E|1|90
G|RA:120:127|TC:121:128|TS:122:129|ARV:123:130|CDTIA:124:131|NOTTCAS:125:132|SA:126:133
E|1|91
E|1|92
E|1|93
E|1|94
X|=2|POA:128:135|CDTIS:129:131|B2LOW:130:136|RAS:131:137|IDENT:132:138|/|=4|LW:133:100
E|8|95
E|64|96
R|1|141
E|5|0
E|14|0
E|26|0
G|TYP:137:143|STYP:138:99|ARA:139:144|RAC:140:100|RAT:141:101|MTE:142:101|TTI:143:102|TID:144:145
E|8|97
P|4|AOS:147:147|TRD:148:147|M3A:149:147|QI:150:147|TI1:151:147|MAM:152:147|GH:153:147|FL:154:147|ISA:155:147|FSA:156:147|AS:157:147|TAS:158:147|MH:159:147|BVR:160:147|GVR:161:147|GV:162:147|TAR:163:147|TI2:164:147|TS:165:147|MET:166:147|ROA:167:147|ARA:168:147|SCC:169:147
E|1|98
G|ICF:109:110|LNAV:110:111|ME:171:149|PS:111:112|SS:112:113
X|=2|POA:128:135|CDTIS:129:131|B2LOW:130:136|RAS:131:137|IDENT:132:138|/|LW:133:100|=3|/
E|1|99
X|ATP:10:77|ARC:11:78|RC:75:79|RAB:7:6|/|DCR:3:2|GBS:4:3|SIM:5:4|TST:6:5|SAA:8:7|CL:76:80|/|=1|LLC:172:152|IPC:77:81|NOGO:78:82|CPR:79:83|LDPJ:80:84|RCF:75:85|/
E|3|100
G|=1|VNS:105:105|VN:106:154|LTT:107:107
E|1|101
E|6|37
G|EP:173:156|VAL:174:157
X|ATP:10:77|ARC:11:78|RC:75:79|RAB:7:6|/|DCR:3:2|GBS:4:3|SIM:5:4|TST:6:5|SAA:8:7|CL:76:80|/|=1|LLC:172:152|IPC:77:81|NOGO:78:82|CPR:79:83|LDPJ:80:84|RCF:75:85|/|TBC:175:158|/|MBC:176:158|/
P|4|AOS:147:147|TRD:148:147|M3A:149:147|QI:150:147|TI1:151:147|MAM:152:147|GH:153:147|FL:154:147|SAL:177:147|FSA:156:147|AS:157:147|TAS:158:147|MH:159:147|BVR:160:147|GVR:161:147|GV:162:147|TAR:163:147|TI2:164:147|TS:165:147|MET:166:147|ROA:167:147|ARA:168:147|SCC:169:147
E|1|102
E|2|103
G|EP:179:156|VAL:180:162
E|1|104
E|7|105
E|7|106
X|NUCRNACV:95:99|NUCPNIC:96:100|/|NICBARO:97:101|SIL:98:102|NACP:99:100|/|=2|SILS:100:103|SDA:101:102|GVA:102:102|/|PIC:103:100|SRC:178:161|=2|/|=2|VALSTATE:181:163|VD:182:164|VQ:183:164|/|VALDISTP1:184:165|/|VALDISTP2:185:166|/|VALDISTQUALP1:186:165|/|VALDISTQUALP2:187:166|/
E|12|107
G|=4|BPS:188:168
E|1|108
E|1|109
E|10|110
G|=4|HDR:189:170|STAT:190:171|SH:191:172
E|1|111
E|1|112
E|1|113
E|1|114
G|AP:192:174|VN:193:175|AH:194:176|AM:60:177|=4
E|1|115
E|1|116
E|1|117
E|11|118
E|7|119
X|STP:31:179|HTS:31:180|HTT:31:181|HRD:31:170|GSS:197:182|/|HGT:198:183|/
E|1|120
E|1|121
X|ES:31:185|UAT:31:186|=5|/
E|1|122
E|1|123
E|1|124
E|1|125
E|1|126
E|1|127
E|1|128
E|1|129
G|M5:31:188|ID:31:189|DA:31:190|M1:31:191|M2:31:192|M3:31:193|MC:31:194|PO:31:195
E|11|0
G|=2|PIN:203:144|=5|NO:204:197
E|1|130
G|V:31:72|=1|L:31:199|=1|EM1:206:75
E|1|131
E|1|132
E|1|133
E|1|134
E|1|135
E|1|136
G|=2|XP:207:201|X5:208:202|XC:209:203|X3:210:204|X2:211:205|X1:212:206
G|=3|FOM:22:143
E|1|137
G|V:31:72|=1|L:31:209|=1|MODE2:214:75
P|1|SUM:202:196|PNO:205:198|EM1:206:200|XP:213:207|FOM:22:208|M2:214:210
E|1|138
G|EP:173:156|VAL:174:212
G|AP:192:174|VN:193:175|AH:194:176|AM:60:177|MFM:216:213|=2
E|2|139
G|EP:173:156|VAL:174:215
E|1|140
G|EP:173:156|VAL:174:217
E|3|141
G|EP:173:156|VAL:174:219
E|2|142
G|EP:173:156|VAL:174:221
E|2|143
G|EP:173:156|VAL:174:223
E|1|144
G|EP:173:156|VAL:174:225
E|1|145
G|EP:173:156|VAL:174:227
E|2|146
G|EP:173:156|VAL:174:229
G|EP:173:156|VAL:174:99
E|2|147
G|EP:173:156|VAL:174:232
E|3|148
G|EP:229:156|VAL:174:234
E|1|149
E|5|150
G|EP:173:236|VAL:174:237
X|ES:217:185|UAT:218:186|RCE:219:216|RRL:220:218|/|PS3:221:220|TPW:222:222|/|TSI:223:224|MUO:224:226|RWC:225:228|/|DAA:226:230|DF17CA:227:231|/|SVH:228:233|CATC:230:235|/|TAO:231:238|=1|/
V|0.23||010:2:1|040:12:11|030:13:12|130:16:14|080:17:15|140:18:16|090:22:21|210:28:24|230:29:25|145:30:26|150:33:29|151:34:30|152:35:31|155:36:32|157:37:32|160:40:34|165:43:37|170:44:38|095:45:0|032:46:39|200:47:40|020:48:41|220:53:45|146:57:49|148:61:51|110:69:67|-|-|-|-|-|-|-|RE:70:68|SP:71:69
V|0.24||010:2:1|040:12:11|030:13:12|130:16:71|080:17:15|140:18:16|090:22:21|210:28:24|230:29:25|145:30:26|150:33:29|151:34:30|152:35:31|155:36:32|157:37:32|160:40:34|165:43:37|170:44:38|095:45:0|032:46:39|200:47:40|020:48:41|220:53:45|146:57:49|148:61:51|110:69:67|-|-|-|-|-|-|-|RE:70:68|SP:71:69
V|0.25||010:2:1|040:12:11|030:13:12|130:16:71|080:17:15|140:18:16|090:22:21|210:28:24|230:29:25|145:30:26|150:33:29|151:34:30|152:35:31|155:36:32|157:37:32|160:40:34|165:43:37|170:44:38|095:45:0|032:46:39|200:47:40|020:48:41|220:53:45|146:57:49|148:61:51|110:69:67|-|-|-|-|-|-|-|RE:70:68|SP:71:69
V|0.26||010:2:1|040:12:11|030:13:12|130:16:71|080:17:15|140:18:16|090:22:21|210:28:24|230:29:25|145:30:26|150:33:29|151:34:30|152:35:31|155:36:32|157:37:32|160:40:34|165:43:37|170:44:38|095:45:0|032:46:39|200:47:40|020:48:41|220:53:45|146:57:49|148:61:51|110:69:67|070:73:76|131:74:0|-|-|-|-|-|RE:70:68|SP:71:69
V|2.1||010:2:1|040:12:86|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:108|070:73:109|230:29:25|145:30:26|152:35:31|200:47:114|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:139|132:135:140|250:136:142|260:145:146|400:146:0|295:170:148|-|-|-|-|-|RE:70:68|SP:71:69
V|2.2||010:2:1|040:12:86|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:108|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:148|-|-|-|-|-|RE:70:68|SP:71:69
V|2.3||010:2:1|040:12:153|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:108|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:148|-|-|-|-|-|RE:70:68|SP:71:69
V|2.4||010:2:1|040:12:153|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:108|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:148|-|-|-|-|-|RE:70:68|SP:71:69
V|2.5||010:2:1|040:12:153|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:155|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:148|-|-|-|-|-|RE:70:68|SP:71:69
V|2.6||010:2:1|040:12:159|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:104|210:108:155|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:160|-|-|-|-|-|RE:70:68|SP:71:69
V|2.7||010:2:1|040:12:159|161:81:88|015:82:0|071:83:12|130:16:14|131:84:90|072:85:12|150:33:29|151:34:93|080:17:15|073:88:12|074:91:96|075:92:12|076:93:98|140:94:16|090:104:167|210:108:155|070:73:109|230:29:25|145:30:26|152:35:31|200:47:150|155:36:116|157:37:117|160:115:119|165:116:121|077:117:12|170:44:38|020:48:122|220:53:45|146:118:123|148:61:125|110:69:67|016:119:126|008:127:134|271:134:151|132:135:140|250:136:142|260:145:146|400:146:0|295:170:160|-|-|-|-|-|RE:70:68|SP:71:69
W|1.4|1|BPS:188:169|SH:191:173|NAV:195:178|GAO:196:0|SGV:199:184|STA:200:187|TNH:201:31|MES:215:211
W|1.5|1|BPS:188:169|SH:191:173|NAV:195:214|GAO:196:0|SGV:199:184|STA:200:239|TNH:201:31|MES:215:211
"""#
