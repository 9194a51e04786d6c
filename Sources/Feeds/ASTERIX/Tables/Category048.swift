// What does ASTERIX category 048 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory048: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Time of Day
T|
T|Target Report Descriptor
T|Measured Position in Polar Co-ordinates
T|Mode-3/A Reply in Octal Representation
T|Mode-3/A Code in Octal Representation
T|Flight Level in Binary Representation
T|SSR Plot Runlength
T|Number of Received Replies for (M)SSR
T|Amplitude of (M)SSR Reply
T|Primary Plot Runlength
T|Amplitude of Primary Plot
T|Difference in Range Between PSR and SSR Plot
T|Difference in Azimuth Between PSR and SSR Plot
T|Radar Plot Characteristics
T|Aircraft Address
T|Aircraft Identification
T|Mode S Comm B Message Data
T|Comm B Data Buffer Store 1 Address
T|Comm B Data Buffer Store 2 Address
T|Mode S MB Data
T|Track Number
T|X-Component
T|Calculated Position in Cartesian Co-ordinates
T|Calculated Groundspeed
T|Calculated Heading
T|Calculated Track Velocity in Polar Co-ordinates
T|Confirmed Vs. Tentative Track
T|Type of Sensor(s) Maintaining Track
T|Signals Level of Confidence in Plot to Track Association Process
T|Manoeuvre Detection in Horizontal Sense
T|Climbing / Descending Mode
T|Signal for End_of_Track
T|Ghost Vs. True Target
T|Track Maintained with Track Information from Neighbouring Node B on the Cluster, or Network
T|Type of Plot Coordinate Transformation Mechanism:
T|Track Status
T|Sigma (X)) Standard Deviation on the Horizontal Axis of the Local Grid System
T|Sigma (Y)) Standard Deviation on the Vertical Axis of the Local Grid System
T|Sigma (V)) Standard Deviation on the Groundspeed Within the Local Grid System
T|Sigma (H)) Standard Deviation on the Heading Within the Local Grid System
T|Track Quality
T|Warning/Error Conditions and Target Classification
T|Mode-3/A Code Confidence Indicator
T|Mode-C Reply in Gray Notation
T|Mode-C Code and Code Confidence Indicator
T|3D Height, in Binary Notation. Negative Values Are Expressed in Two's Complement
T|Height Measured by a 3D Radar
T|Calculated Doppler Speed, Coded in Two's Complement
T|Calculated Doppler Speed
T|Doppler Speed
T|Ambiguity Range
T|Transmitter Frequency
T|Raw Doppler Speed
T|Radial Doppler Speed
T|Communications Capability of the Transponder
T|Flight Status
T|SI/II Transponder Capability
T|Mode-S Specific Service Capability
T|Altitude Reporting Capability
T|Aircraft Identification Capability
T|BDS 1,0 Bit 16
T|BDS 1,0 Bits 37/40
T|Communications/ACAS Capability and Flight Status
T|ACAS Resolution Advisory Report
T|Mode-1 Code
T|Mode-1 Code in Octal Representation
T|Mode-2 Code in Octal Representation
T|Mode-1 Code Confidence Indicator
T|Mode-2 Code Confidence Indicator
T|Special Purpose Field
T|Reserved Expansion Field
T|BDS Register Data
T|ADSB Element Populated Bit
T|On-Site ADS-B Information
T|SCN Element Populated Bit
T|Surveillance Cluster Network Information
T|PAI Element Populated Bit
T|Passive Acquisition Interface Information
T|ACASXV Element Populated Bit
T|ACAS Extended Version Value
T|Extended Version
T|POXPR Element Populated Bit
T|PO Transponder Capability
T|POACT Element Populated Bit
T|POACT Active for Current Plot
T|PO Active for Current Plot
T|DTFXPR Element Populated Bit
T|Basic Dataflash Transponder Capability
T|DTFACT Element Populated Bit
T|Basic Dataflash in Current Plot
T|Basic Dataflash Active for Current Plot
T|IRMXPR Element Populated Bit
T|Transponder IRM Capability
T|IRM Transponder Capability
T|IRM Element Populated Bit
T|IRM Active for Current Plot
T|Mode 5 Summary
T|PIN Code
T|Validity of NAT
T|National Origin
T|Mission Code
T|PIN/ National Origin/Mission Code
T|Latitude in WGS 84
T|Longitude in WGS 84
T|Mode 5 Reported Position
T|Mode 5 GNSS-derived Altitude
T|Extended Mode 1 Code in Octal Representation
T|Time Offset for POS and GA
T|X-pulse from Mode 5 PIN Reply/Report
T|X-pulse from Mode 5 Data Reply or Report
T|X-pulse from Mode C Reply
T|X-pulse from Mode 3/A Reply
T|X-pulse from Mode 2 Reply
T|X-pulse from Mode 1 Reply
T|X Pulse Presence
T|Mode 5 Reports
T|Validity of NO
T|Figure of Merit
T|Mode 5 Reports, New Format
T|Indication Foe/Friend (Mode4)
T|Extended Mode 4 Report
T|Score
T|Signal/Clutter Ratio
T|Range Width
T|Ambiguous Range
T|Extended Range Report
T|Track / SCN Association
T|Roll Call Component
T|All Call Component
T|SSR Component
T|PSR Component
T|Plot/Track Link
T|ADS-B/Track Link
T|Turn State
T|Predicted Range
T|Predicted Azimuth
T|Predicted Closest Range
T|Predicted Largest Range
T|Predicted Smallest Azimuth
T|Predicted Largest Azimuth
T|Predicted Detection Time
T|Next Predicted Position
T|Data Link Characteristics
T|Lockout State
T|Lockout Time
T|Lockout Characteristics
T|Transition Code
T|Track Life Cycle
T|SAC of the Adjacent Sensor
T|SIC of the Adjacent Sensor
T|Absolute Timestamp in UTC Provided by the SCN
T|Use of Adjacent Sensor Data
T|DRN Availability
T|Adjacent Sensor Information
T|Track Extrapolation Source
T|Age of Mode 3/A Code (I048/070)
T|Identity Requested
T|Radar Track Characteristics
T|Plot Number
T|Reply Type
T|Replies/Plot Link
T|Scan Number
T|Common and Plot Characteristics Date
T|Common and Plot Characteristics
T|Alternative Mode 2 Code
T|Alternative Mode 3/A
T|Flight Level in Two's Complement Form
T|Alternative Flight Level
T|Generic Category 048 Data
T|Radar Cross Section
K|r
K|q|u|1|128|s
K|t|0=No detection|1=Single PSR detection|2=Single SSR detection|3=SSR + PSR detection|4=Single ModeS All-Call|5=Single ModeS Roll-Call|6=ModeS All-Call + PSR|7=ModeS Roll-Call +PSR
K|t|0=Actual target report|1=Simulated target report
K|t|0=Report from RDP Chain 1|1=Report from RDP Chain 2
K|t|0=Absence of SPI|1=Special Position Identification
K|t|0=Report from aircraft transponder|1=Report from field monitor (fixed transponder)
K|t|0=Real target report|1=Test target report
K|t|0=No Extended Range|1=Extended Range present
K|t|0=No X-Pulse present|1=X-Pulse present
K|t|0=No military emergency|1=Military emergency
K|t|0=No military identification|1=Military identification
K|t|0=No Mode 4 interrogation|1=Friendly target|2=Unknown target|3=No reply
K|q|u|1|256|nmi
K|q|u|45|8192|deg
K|t|0=Code validated|1=Code not validated
K|t|0=Default|1=Garbled code
K|t|0=Mode-3/A code derived from the reply of the transponder|1=Mode-3/A code not extracted during the last scan
K|o
K|q|u|1|4|fl
K|q|u|45|1024|deg
K|u
K|q|s|1|1|dbm
K|q|s|1|256|nmi
K|q|s|45|2048|deg
K|c
K|q|s|1|128|nmi
K|q|u|1|16384|nmi_per_s
K|t|0=Confirmed Track|1=Tentative Track
K|t|0=Combined Track|1=PSR Track|2=SSR/Mode S Track|3=Invalid
K|t|0=Normal confidence|1=Low confidence in plot to track association
K|t|0=No horizontal man.sensed|1=Horizontal man. sensed
K|t|0=Maintaining|1=Climbing|2=Descending|3=Unknown
K|t|0=Track still alive|1=End of track lifetime(last report for this track)
K|t|0=True target track|1=Ghost target track
K|t|0=No|1=Yes
K|t|0=Tracking performed in so-called 'Radar Plane', i.e. neither slant range correction nor stereographical projection was applied|1=Slant range correction and a suitable projection technique are used to track in a 2D.reference plane, tangential to the earth model at the Radar Site co-ordinates
K|q|u|1|128|nmi
K|q|u|45|512|deg
K|t|0=Not defined; never used|1=Multipath Reply (Reflection)|2=Reply due to sidelobe interrogation/reception|3=Split plot|4=Second time around reply|5=Angel|6=Slow moving target correlated with road infrastructure (terrestrial vehicle)|7=Fixed PSR plot|8=Slow PSR target|9=Low quality PSR plot|10=Phantom SSR plot|11=Non-Matching Mode-3/A Code|12=Mode C code / Mode S altitude code abnormal value compared to the track|13=Target in Clutter Area|14=Maximum Doppler Response in Zero Filter|15=Transponder anomaly detected|16=Duplicated or Illegal Mode S Aircraft Address|17=Mode S error correction applied|18=Undecodable Mode C code / Mode S altitude code|19=Birds|20=Flock of Birds|21=Mode-1 was present in original reply|22=Mode-2 was present in original reply|23=Plot potentially caused by Wind Turbine|24=Helicopter|25=Maximum number of re-interrogations reached (surveillance information)|26=Maximum number of re-interrogations reached (BDS Extractions)|27=BDS Overlay Incoherence|28=Potential BDS Swap Detected|29=Track Update in the Zenithal Gap|30=Mode S Track re-acquired|31=Duplicated Mode 5 Pair NO/PIN detected
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
K|q|s|25|1|ft
K|t|0=Doppler speed is valid|1=Doppler speed is doubtful
K|q|s|1|1|m_per_s
K|q|u|1|1|m_per_s
K|q|u|1|1|mhz
K|t|0=No communications capability (surveillance only)|1=Comm. A and Comm. B capability|2=Comm. A, Comm. B and Uplink ELM|3=Comm. A, Comm. B, Uplink ELM and Downlink ELM|4=Level 5 Transponder capability
K|t|0=No alert, no SPI, aircraft airborne|1=No alert, no SPI, aircraft on ground|2=Alert, no SPI, aircraft airborne|3=Alert, no SPI, aircraft on ground|4=Alert, SPI, aircraft airborne or on ground|5=No alert, SPI, aircraft airborne or on ground|7=Unknown
K|t|0=SI-Code Capable|1=II-Code Capable
K|t|0=100 ft resolution|1=25 ft resolution
K|t|0=Mode-1 code as derived from the reply of the transponder|1=Smoothed Mode-1 code as provided by a local tracker
K|t|0=Mode-2 code as derived from the reply of the transponder|1=Smoothed Mode-2 code as provided by a local tracker
K|t|0=Not defined; never used|1=Multipath Reply (Reflection)|2=Reply due to sidelobe interrogation/reception|3=Split plot|4=Second time around reply|5=Angel|6=Slow moving target correlated with road infrastructure (terrestrial vehicle)|7=Fixed PSR plot|8=Slow PSR target|9=Low quality PSR plot|10=Phantom SSR plot|11=Non-Matching Mode-3/A Code|12=Mode C code / Mode S altitude code abnormal value compared to the track|13=Target in Clutter Area|14=Maximum Doppler Response in Zero Filter|15=Transponder anomaly detected|16=Duplicated or Illegal Mode S Aircraft Address|17=Mode S error correction applied|18=Undecodable Mode C code / Mode S altitude code|19=Birds|20=Flock of Birds|21=Mode-1 was present in original reply|22=Mode-2 was present in original reply|23=Plot potentially caused by Wind Turbine|24=Helicopter|25=Maximum number of re-interrogations reached (surveillance information)|26=Maximum number of re-interrogations reached (BDS Extractions)|27=BDS Overlay Incoherence|28=Potential BDS Swap Detected|29=Track Update in the Zenithal Gap|30=Mode S Track re-acquired|31=Duplicated Mode 5 Pair NO/PIN detected|32=Wrong DF reply format detected|33=Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)|34=Transponder anomaly (SI capability report wrong)
K|t|0=ADSB not populated|1=ADSB populated
K|t|0=Not available|1=Available
K|t|0=SCN not populated|1=SCN populated
K|t|0=PAI not populated|1=PAI populated
K|t|0=Not defined; never used|1=Multipath Reply (Reflection)|2=Reply due to sidelobe interrogation/reception|3=Split plot|4=Second time around reply|5=Angel|6=Slow moving target correlated with road infrastructure (terrestrial vehicle)|7=Fixed PSR plot|8=Slow PSR target|9=Low quality PSR plot|10=Phantom SSR plot|11=Non-Matching Mode-3/A Code|12=Mode C code / Mode S altitude code abnormal value compared to the track|13=Target in Clutter Area|14=Maximum Doppler Response in Zero Filter|15=Transponder anomaly detected|16=Duplicated or Illegal Mode S Aircraft Address|17=Mode S error correction applied|18=Undecodable Mode C code / Mode S altitude code|19=Birds|20=Flock of Birds|21=Mode-1 was present in original reply|22=Mode-2 was present in original reply|23=Plot potentially caused by Wind Turbine|24=Helicopter|25=Maximum number of re-interrogations reached (surveillance information)|26=Maximum number of re-interrogations reached (BDS Extractions)|27=BDS Overlay Incoherence|28=Potential BDS Swap Detected|29=Track Update in the Zenithal Gap|30=Mode S Track re-acquired|31=Duplicated Mode 5 Pair NO/PIN detected|32=Wrong DF reply format detected|33=Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)|34=Transponder anomaly (SI capability report wrong)|35=Potential IC Conflict|36=IC Conflict detection possible-no conflict currently detected
K|t|0=ACASXV not populated|1=ACASXV populated
K|t|0=Non-Extended Version|1=ACAS Xa Version 1|2=ACAS Xu Version 1
K|t|0=POXPR not populated|1=POXPR populated
K|t|0=PO not supported (PPM only)|1=PO supported
K|t|0=POACT not populated|1=POACT populated
K|t|0=PO not active|1=PO active
K|t|0=DTFXPR not populated|1=DTFXPR populated
K|t|0=Basic Dataflash not supported|1=Basic Dataflash supported
K|t|0=DTFACT not populated|1=DTFACT populated
K|t|0=Basic Dataflash not active|1=Basic Dataflash active
K|t|0=IRMXPR not populated|1=IRMXPR populated
K|t|0=Transponder not IRM capable|1=Transponder IRM capable
K|t|0=IRMACT not populated|1=IRMACT populated
K|t|0=IRM not active|1=IRM active
K|q|s|1|4|fl
K|t|0=Not defined; never used|1=Multipath Reply (Reflection)|2=Reply due to sidelobe interrogation/reception|3=Split plot|4=Second time around reply|5=Angel|6=Slow moving target correlated with road infrastructure (terrestrial vehicle)|7=Fixed PSR plot|8=Slow PSR target|9=Low quality PSR plot|10=Phantom SSR plot|11=Non-Matching Mode-3/A Code|12=Mode C code / Mode S altitude code abnormal value compared to the track|13=Target in Clutter Area|14=Maximum Doppler Response in Zero Filter|15=Transponder anomaly detected|16=Duplicated or Illegal Mode S Aircraft Address|17=Mode S error correction applied|18=Undecodable Mode C code / Mode S altitude code|19=Birds|20=Flock of Birds|21=Mode-1 was present in original reply|22=Mode-2 was present in original reply|23=Plot potentially caused by Wind Turbine|24=Helicopter|25=Maximum number of re-interrogations reached (surveillance information)|26=Maximum number of re-interrogations reached (BDS Extractions)|27=BDS Overlay Incoherence|28=Potential BDS Swap Detected|29=Track Update in the Zenithal Gap|30=Mode S Track re-acquired|31=Duplicated Mode 5 Pair NO/PIN detected|32=Wrong DF reply format detected|33=Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)|34=Transponder anomaly (SI capability report wrong)|35=Potential IC Conflict|36=IC Conflict detection possible-no conflict currently detected|37=Duplicate Mode 5 PIN (refer to the Mode 5 items in the REF)
K|t|0=No Mode 5 interrogation|1=Mode 5 interrogation
K|t|0=No authenticated Mode 5 ID reply/report|1=Authenticated Mode 5 ID reply/report
K|t|0=No authenticated Mode 5 Data reply/report|1=Authenticated Mode 5 Data reply/report (i.e any valid Mode 5 reply type other than ID)
K|t|0=Mode 1 code not present or not from Mode 5 reply/report|1=Mode 1 code from Mode 5 reply/report
K|t|0=Mode 2 code not present or not from Mode 5 reply/report|1=Mode 2 code from Mode 5 reply/report
K|t|0=Mode 3 code not present or not from Mode 5 reply/report|1=Mode 3 code from Mode 5 reply/report
K|t|0=Mode C altitude not present or not from Mode 5 reply/report|1=Mode C altitude from Mode 5 reply/report
K|t|0=National Origin is valid|1=National Origin is invalid
K|q|s|45|2097152|deg
K|t|0=GA reported in 100 ft increments|1=GA reported in 25 ft increments
K|t|0=Code not validated|1=Code validated
K|t|0=Mode 1 Code derived from the reply of the transponder|1=Mode 1 Code not extracted during the last scan
K|t|0=X-Pulse not present|1=X-pulse present
K|t|0=X-pulse set to zero or no authenticated Data reply or Report received|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode C reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 3/A reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 2 reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 1 reply|1=X-pulse set to one (present)
K|t|0=No Mode 4 interrogation|1=Possibly friendly target|2=Probably friendly target|3=Friendly target
K|q|u|1|10|db
K|t|0=Track is not associated with an SCN Plot|1=Track is associated with an SCN Plot
K|t|0=Associated Plot does not contain a Roll Call component|1=Associated Plot contains at least a Roll Call component
K|t|0=Associated Plot does not contain an All Call component|1=Associated Plot contains at least an All Call component
K|t|0=Associated Plot does not contain an SSR component|1=Associated Plot contains at least an SSR component
K|t|0=Associated Plot does not contain a PSR component|1=Associated Plot contains at least a PSR component
K|q|u|1|1|percent
K|t|0=Surveillance Mode A (alert bit or periodic)|1=Comm-A|2=Ground Initiated Comm-B|3=Air Initiated Comm-B|4=Broadcast Comm-B|5=Comm-C|6=Comm-D|7=Reserved for future use|8=Reserved for future use|9=Reserved for future use|10=Reserved for future use|11=Reserved for future use|12=Reserved for future use|13=Reserved for future use|14=Reserved for future use|15=Reserved for future use
K|t|0=From previous scan|1=New in current scan|2=Requested in the beam by transponder|3=Invalid ASTERIX value
K|t|0=In progress|1=Completed|2=Cancelled|3=Invalid ASTERIX value
K|t|0=Target not locked out by this radar|1=Target locked out by this radar
K|q|u|1|1|ms
K|t|0=Tentative Track with One Plot|1=Tentative Track with at least Two Plots|2=Pre-Confirmed Track|3=Confirmed Track
K|t|0=Data used by Tracker|1=Data not used by Tracker|2=2-127: Reserved for future use
K|t|0=DRN not available|1=DRN available
K|t|0=Radar tracker calculation|1=Integrated ADS-B|2=External ADS-B|3=SCN
K|t|0=Identity not requested|1=Identity requested
K|q|u|1|1|s
K|t|0=PSR Echo|1=SSR Reply|2=All Call Reply|3=Roll Call Reply
K|t|0=Mode-2 code as derived from reply of the transponder|1=Smoothed Mode-2 as provided by a local tracker
K|t|0=Mode-3/A code as derived from the reply of the transponder|1=Smoothed Mode-3/A code as provided by a local tracker
K|q|s|1|100|dbm2
K|q|u|1|1000000|m2
E|8|0
G|SAC:0:0|SIC:1:0
E|24|1
E|3|2
E|1|3
E|1|4
E|1|5
E|1|6
E|1|7
E|1|8
E|1|9
E|1|10
E|1|11
E|2|12
X|TYP:4:3|SIM:4:4|RDP:4:5|SPI:4:6|RAB:4:7|/|TST:4:8|ERR:4:9|XPP:4:10|ME:4:11|MI:4:12|FOEFRI:4:13|/
E|16|13
E|16|14
G|RHO:4:15|THETA:4:16
E|1|15
E|1|16
E|1|17
E|12|18
G|V:4:18|G:4:19|L:4:20|=1|MODE3A:7:21
E|14|19
G|V:4:18|G:4:19|FL:4:23
E|8|20
E|8|21
E|8|22
E|8|23
E|8|24
P|1|SRL:10:25|SRR:11:26|SAM:12:27|PRL:13:25|PAM:14:27|RPD:15:28|APD:16:29
E|24|0
E|48|25
E|56|0
E|4|0
G|MBDATA:20:33|BDS1:21:34|BDS2:22:34
R|1|35
E|12|0
G|=4|TRN:24:37
E|16|26
G|X:25:39|Y:25:39
E|16|27
G|GSP:27:41|HDG:28:16
E|1|28
E|2|29
E|1|30
E|1|31
E|2|32
E|1|33
E|1|34
E|1|35
E|1|36
X|CNF:30:43|RAD:31:44|DOU:32:45|MAH:33:46|CDM:34:47|/|TRE:35:48|GHO:36:49|SUP:37:50|TCC:38:51|=3|/
E|8|37
E|8|27
E|8|38
G|SIGX:40:53|SIGY:41:53|SIGV:42:54|SIGH:43:55
E|7|39
R|0|57
E|1|40
E|1|41
E|1|42
E|1|43
E|1|44
E|1|45
E|1|46
E|1|47
E|1|48
E|1|49
E|1|50
E|1|51
G|=4|QA4:4:59|QA2:4:60|QA1:4:61|QB4:4:62|QB2:4:63|QB1:4:64|QC4:4:65|QC2:4:66|QC1:4:67|QD4:4:68|QD2:4:69|QD1:4:70
G|V:4:18|G:4:19|=2|MODEC:47:37|=4|QC1:4:67|QA1:4:61|QC2:4:66|QA2:4:60|QC4:4:65|QA4:4:59|QB1:4:64|QD1:4:70|QB2:4:63|QD2:4:69|QB4:4:62|QD4:4:68
E|14|52
G|=2|3DH:49:73
E|1|53
E|10|54
G|D:4:75|=5|CAL:51:76
E|16|55
E|16|56
G|DOP:53:78|AMB:54:78|FRQ:55:79
R|1|80
P|1|CAL:52:77|RDS:56:81
E|3|57
E|3|58
E|1|59
E|1|60
E|1|0
G|COM:58:83|STAT:59:84|SI:60:85|=1|MSSC:61:50|ARC:62:86|AIC:63:50|B1A:64:87|B1B:65:34
E|1|61
E|5|0
G|V:4:18|G:4:19|L:4:89|MODE1:68:90
E|1|62
G|V:4:18|G:4:19|L:4:92|=1|MODE2:70:21
G|=3|QA4:4:59|QA2:4:60|QA1:4:61|QB2:4:63|QB1:4:64
L|SP
L|RE
E|7|63
R|0|97
E|1|64
E|1|65
G|EP:76:99|VAL:77:100
E|1|66
G|EP:78:102|VAL:79:100
E|1|67
G|EP:80:104|VAL:81:100
X|TYP:4:3|SIM:4:4|RDP:4:5|SPI:4:6|RAB:4:7|/|TST:4:8|ERR:4:9|XPP:4:10|ME:4:11|MI:4:12|FOEFRI:4:13|/|ADSB:77:101|SCN:79:103|PAI:81:105|=1|/
E|7|68
R|0|107
E|1|69
E|4|70
G|EP:82:109|VAL:83:110
E|1|71
E|1|72
G|EP:85:112|VAL:86:113
E|1|73
E|1|74
G|EP:87:115|VAL:88:116
E|1|75
E|1|76
G|EP:90:118|VAL:91:119
E|1|77
E|1|78
G|EP:92:121|VAL:93:122
E|1|79
E|1|80
G|EP:95:124|VAL:96:125
E|1|81
E|1|82
G|EP:98:127|VAL:99:128
X|TYP:4:3|SIM:4:4|RDP:4:5|SPI:4:6|RAB:4:7|/|TST:4:8|ERR:4:9|XPP:4:10|ME:4:11|MI:4:12|FOEFRI:4:13|/|ADSB:77:101|SCN:79:103|PAI:81:105|=1|/|ACASXV:84:111|POXPR:86:114|/|POACT:89:117|DTFXPR:91:120|DTFACT:94:123|=1|/|IRMXPR:97:126|IRMACT:99:129|=3|/
E|14|83
G|V:4:18|G:4:19|FL:4:131
E|7|84
R|0|133
E|1|85
E|1|86
E|1|87
E|1|88
E|1|89
E|1|90
E|1|91
G|M5:4:135|ID:4:136|DA:4:137|M1:4:138|M2:4:139|M3:4:140|MC:4:141|=1
E|14|0
E|1|92
E|6|0
G|=2|PIN:101:143|=2|NAV:102:144|NAT:103:90|=2|MIS:104:145
E|24|93
G|LAT:106:147|LON:107:147
E|1|94
G|=1|RES:4:149|GA:4:73
E|1|95
E|1|96
G|V:4:151|G:4:19|L:4:152|=1|EM1:110:21
E|8|1
E|1|97
E|1|98
E|1|99
E|1|100
E|1|101
E|1|102
G|=2|XP:112:155|X5:113:156|XC:114:157|X3:115:158|X2:116:159|X1:117:160
P|1|SUM:100:142|PMN:105:146|POS:108:148|GA:109:150|EM1:110:153|TOS:111:154|XP:118:161
E|11|0
G|=2|PIN:101:143|=4|NOV:120:144|NO:103:163
G|=3|FOM:4:90
P|2|SUM:100:142|PMN:105:164|POS:108:148|GA:109:150|EM1:110:153|TOS:111:154|XP:118:161|FOM:121:165
E|2|103
X|=5|FOEFRI:123:167|/
E|16|104
P|1|SCO:125:26|SRC:126:169|RW:127:15|AR:128:15
E|24|13
E|1|105
E|1|106
E|1|107
E|1|108
E|1|109
E|16|0
G|=3|SCN:130:172|RC:131:173|AC:132:174|SSR:133:175|PSR:134:176|PLOTNR:4:177
R|1|177
E|8|110
E|16|37
E|16|1
G|PREDRHO:138:181|PREDTHETA:139:16|EVOLRHOSTART:140:181|EVOLRHOEND:141:181|EVOLTHETASTART:142:16|EVOLTHETAEND:143:16|NOISERHOSTART:140:181|NOISERHOEND:141:181|NOISETHETASTART:142:16|NOISETHETAEND:143:16|PREDTIME:144:182
E|4|111
E|2|112
E|2|113
G|TYPE:4:184|ORIGIN:4:185|STATE:4:186
R|1|187
E|1|114
E|15|115
G|LS:147:189|LOCTIM:148:190
E|4|21
G|=7|TCOUNT1:4:192|TCODE1:4:90|TCOUNT2:4:192|TCODE2:4:21|TCOUNT3:4:192|TCODE3:4:21
E|2|116
E|14|21
E|16|115
G|ACQI:4:194|TRKUPDCTR:4:195|LASTTRKUPD:4:196
E|7|117
E|1|118
G|SACADJS:152:0|SICADJS:153:0|TIMEOFDAYSCN:154:182|DATAUSE:155:198|DRNA:156:199|DRN:4:177
R|1|200
E|8|119
E|1|120
E|7|121
G|IR:4:203|M3A:159:204
P|2|PTL:135:178|ATL:136:179|TRN:137:180|NPP:145:183|DLK:146:188|LCK:149:191|TC:150:193|TLC:151:197|ASI:157:201|TES:158:202|IR:160:205
E|8|122
G|TYPE:163:207|REPLYNBR:4:177
R|1|208
G|Y1:4:192|Y2:4:192|Y3:4:192|Y4:4:192|M1:4:192|M2:4:192|D1:4:192|D2:4:192
P|1|PNB:162:177|RPL:164:209|SNB:165:26|DATE:166:210
E|1|123
G|V:4:18|G:4:19|L:4:212|=1|ALTM2:70:21
E|1|124
G|V:4:18|G:4:19|L:4:214|=1|ALTM3:8:21
G|V:4:18|G:4:19|ALTFL:170:131
P|1|ALTM2:168:213|ALTM3:169:215|ALTFL:171:216
E|14|125
G|=2|RCSDB:4:218
E|30|126
G|=2|RCSM:4:220
P|1|ALTM2:168:213|ALTM3:169:215|ALTFL:171:216|RCSDB:173:219|RCSM:173:221
V|1.27||010:2:1|140:3:2|020:5:14|040:6:17|070:8:22|090:9:24|130:17:30|220:18:31|240:19:32|250:23:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:58|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
V|1.28||010:2:1|140:3:2|020:5:14|040:6:17|070:8:22|090:9:24|130:17:30|220:18:31|240:19:32|250:23:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:98|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
V|1.29||010:2:1|140:3:2|020:5:14|040:6:17|070:8:22|090:9:24|130:17:30|220:18:31|240:19:32|250:75:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:98|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
V|1.30||010:2:1|140:3:2|020:5:14|040:6:17|070:8:22|090:9:24|130:17:30|220:18:31|240:19:32|250:75:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:98|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
V|1.31||010:2:1|140:3:2|020:5:106|040:6:17|070:8:22|090:9:24|130:17:30|220:18:31|240:19:32|250:75:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:108|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
V|1.32||010:2:1|140:3:2|020:5:130|040:6:17|070:8:22|090:9:132|130:17:30|220:18:31|240:19:32|250:75:36|161:24:38|042:26:40|200:29:42|170:39:52|210:44:56|030:45:134|080:46:71|100:48:72|110:50:74|120:57:82|230:66:88|260:67:33|055:69:91|050:70:93|065:71:94|060:72:71|SP:73:95|RE:74:96
W|1.11|1|MD5:119:162|M5N:122:166|M4E:124:168|RPC:17:170|ERR:129:171|RTC:161:206|CPC:167:211
W|1.12|1|MD5:119:162|M5N:122:166|M4E:124:168|RPC:17:170|ERR:129:171|RTC:161:206|CPC:167:211|GEN48:172:217
W|1.13|1|MD5:119:162|M5N:122:166|M4E:124:168|RPC:17:170|ERR:129:171|RTC:161:206|CPC:167:211|GEN48:172:222
"""#
