// What does ASTERIX category 062 consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs (git:7679897841f393cfd7ce74bb5cb62b8df0b0a212), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory062: StaticString = #"""
T|System Area Code
T|System Identification Code
T|Data Source Identifier
T|Service Identification
T|Time Of Track Information
T|Latitude
T|Longitude
T|Calculated Position In WGS-84 Co-ordinates
T|X Coordinate
T|Y Coordinate
T|Calculated Track Position (Cartesian)
T|Velocity (X-component)
T|Velocity (Y-component)
T|Calculated Track Velocity (Cartesian)
T|
T|Calculated Acceleration (Cartesian)
T|Change in Mode 3/A
T|Mode-3/A Reply in Octal Representation
T|Track Mode 3/A Code
T|Characters 1-8 (Coded on 6 Bits Each) Defining Target Identification
T|Target Identification
T|Target Address
T|Magnetic Heading
T|Indicated Airspeed/Mach No
T|True Airspeed
T|Altitude in Two's Complement Form
T|Selected Altitude
T|Manage Vertical Mode
T|Altitude Hold
T|Approach Mode
T|Final State Selected Altitude
T|TID Available
T|TID Valid
T|Trajectory Intent Status
T|TCP Number Availability
T|TCP Compliance
T|Trajectory Change Point Number
T|Latitude in WGS.84 in Two's Complement
T|Longitude in WGS.84 in Two's Complement
T|Point Type
T|Turn Direction
T|Turn Radius Availability
T|TOV Available
T|Time Over Point
T|TCP Turn Radius
T|Trajectory Intent Data
T|Communications Capability of the Transponder
T|Flight Status
T|Specific Service Capability
T|Altitude Reporting Capability
T|Aircraft Identification Capability
T|BDS 1,0 Bit 16
T|BDS BDS 1,0 Bits 37/40
T|Communications/ACAS Capability and Flight Status
T|ACAS Status
T|Multiple Navigational Aids Status
T|Differential Correction Status
T|Ground Bit Set
T|Status Reported by ADS-B
T|ACAS Resolution Advisory Report
T|Barometric Vertical Rate
T|Geometric Vertical Rate
T|Roll Angle
T|Turn Indicator
T|Rate of Turn in Two's Complement Form
T|Track Angle Rate
T|Track Angle
T|Ground Speed
T|Velocity Uncertainty
T|Wind Speed Valid Flag
T|Wind Direction Valid Flag
T|Temperature Valid Flag
T|Turbulence Valid Flag
T|Wind Speed
T|Wind Direction
T|Temperature in Degrees Celsius
T|Turbulence
T|Meteorological Data
T|Emitter Category
T|Latitude in WGS.84 in Two's Complement Form
T|Longitude in WGS.84 in Two's Complement Form
T|Position
T|Geometric Altitude
T|Position Uncertainty
T|MODE S MB DATA
T|Indicated Airspeed
T|Mach Number
T|Barometric Pressure Setting (derived from Mode S BDS 4,0)
T|Aircraft Derived Data
T|Track Number
T|Most Reliable Height
T|Source of Calculated Track Altitude for I062/130
T|Track Status
T|Track Age
T|PSR Age
T|SSR Age
T|Mode S Age
T|ADS-C Age
T|ADS-B Extended Squitter Age
T|ADS-B VDL Mode 4 Age
T|ADS-B UAT Age
T|Loop Age
T|Multilateration Age
T|System Track Update Ages
T|Transversal Acceleration
T|Longitudinal Acceleration
T|Vertical Rate
T|Altitude Discrepancy Flag
T|Mode of Movement
T|Measured Flight Level Age
T|Mode 1 Age
T|Mode 2 Age
T|Mode 3/A Age
T|Mode 4 Age
T|Mode 5 Age
T|Magnetic Heading Age
T|Indicated Airspeed / Mach Nb Age
T|True Airspeed Age
T|Selected Altitude Age
T|Final State Selected Altitude Age
T|Trajectory Intent Age
T|Communication/ACAS Capability and Flight Status Age
T|Status Reported by ADS-B Age
T|ACAS Resolution Advisory Report Age
T|Barometric Vertical Rate Age
T|Geometrical Vertical Rate Age
T|Roll Angle Age
T|Track Angle Rate Age
T|Track Angle Age
T|Ground Speed Age
T|Velocity Uncertainty Age
T|Meteorological Data Age
T|Emitter Category Age
T|Position Age
T|Geometric Altitude Age
T|Position Uncertainty Age
T|Mode S MB Data Age
T|Indicated Airspeed Data Age
T|Mach Number Data Age
T|Barometric Pressure Setting Data Age
T|Track Data Ages
T|Measured Flight Level
T|Calculated Track Geometric Altitude
T|Calculated Track Barometric Altitude
T|Calculated Rate of Climb/Descent
T|FPPS Identification Tag
T|Callsign
T|Number from 0 to 99 999 999
T|IFPS_FLIGHT_ID
T|Flight Category
T|Type of Aircraft
T|Wake Turbulence Category
T|Departure Airport
T|Destination Airport
T|First Number
T|Second Number
T|Letter
T|Runway Designation
T|Current Cleared Flight Level
T|8-bit Group Identification Code
T|8-bit Control Position Identification Code
T|Current Control Position
T|Hours
T|Minutes
T|Seconds Available Flag
T|Seconds
T|Time of Departure / Arrival
T|Aircraft Stand
T|Stand Status
T|Standard Instrument Departure
T|Standard Instrument Arrival
T|Pre-Emergency Mode 3/A
T|Pre-Emergency Callsign
T|Flight Plan Related Data
T|Length
T|Orientation
T|Width
T|Target Size and Orientation
T|Vehicle Fleet Identification
T|X-pulse from Mode 5 Data Reply or Report
T|Mode 5 Summary
T|PIN Code
T|National Origin
T|Mission Code
T|Mode 5 PIN/ National Origin/Mission Code
T|Mode 5 Reported Position
T|Resolution with which the GNSS-derived Altitude (GA) is Reported
T|GNSS-derived Altitude of Target, Expressed as Height Above WGS 84 Ellipsoid
T|Mode 5 GNSS-derived Altitude
T|Extended Mode 1 Reply in Octal Representation
T|Extended Mode 1 Code in Octal Representation
T|Time Offset for POS and GA
T|X-pulse from Mode C Reply
T|X-pulse from Mode 3/A Reply
T|X-pulse from Mode 2 Reply
T|X-pulse from Mode 1 Reply
T|X Pulse Presence
T|Mode 5 Data Reports and Extended Mode 1 Code
T|Mode-2 Code in Octal Representation
T|Track Mode 2 Code
T|System Unit Identification
T|System Track Number
T|Composed Track Number
T|APC (X-Component)
T|APC (Y-Component)
T|Estimated Accuracy Of Track Position (Cartesian)
T|XY Covariance Component
T|APW (Latitude Component)
T|APW (Longitude Component)
T|Estimated Accuracy Of Track Position (WGS-84)
T|Estimated Accuracy Of Calculated Track Geometric Altitude
T|Estimated Accuracy Of Calculated Track Barometric Altitude
T|ATV (X-Component)
T|ATV (Y-Component)
T|Estimated Accuracy Of Track Velocity (Cartesian)
T|AA (X-Component)
T|AA (Y-Component)
T|Estimated Accuracy Of Acceleration (Cartesian)
T|Estimated Accuracy Of Rate Of Climb/Descent
T|Estimated Accuracies
T|Sensor Identification
T|Measured Distance
T|Measured Azimuth
T|Measured Position
T|Measured 3-D Height
T|Validated
T|Garbled
T|Last Measured Mode C Code
T|Report Type
T|Measured Information
T|Reserved Expansion Field
T|Special Purpose Field
T|Barometric Pressure Setting
T|BDS Register DATA
T|BDS Register Data Age
T|Local Track Number
T|Contributing Sensors With Local Tracknumbers
T|Contributing Sensors No Local Tracknumbers
T|Calculated Track Velocity Relative to System Reference Point
T|Flight Data Retained
T|Supplementary Track Status
T|LNAV Element Populated
T|LNAV Mode
T|Lateral Navigation Mode
T|Priority Status for Version 3 ADS-B Systems Populated
T|Priority Status for Version 3 ADS-B Systems
T|Element Populated Bit
T|Value
T|Reduced Capability Equipment
T|Reply Rate Limiting
T|Transmit Power
T|Transponder Side Indication
T|Range Exceeded
T|Transponder Antenna Offset
T|Aircraft Status
T|Manned / Unmanned Operation
T|Detect and Avoid Capabilities
T|Remain Well Clear
T|UAS/RPAS Status
T|Sense Vertical & Horizontal
T|CAS Type & Capability
T|Collision Avoidance System Status
T|ADS-B Version 3 Data
K|r
K|q|u|1|128|s
K|q|s|45|8388608|deg
K|q|s|1|2|m
K|q|s|1|4|m_per_s
K|q|s|1|4|m_per_s2
K|t|0=No change|1=Mode 3/A has changed
K|o
K|t|0=Callsign or registration downlinked from target|1=Callsign not downlinked from target|2=Registration not downlinked from target|3=Invalid
K|c
K|q|u|45|8192|deg
K|t|0=Air Speed = IAS, LSB (Bit-1) = 2^-14 NM/s|1=Air Speed = Mach, LSB (Bit-1) = 0.001
K|q|u|1|16384|nmi_per_s
K|q|u|1|1000|mach
K|d|12|13
K|q|u|1|1|kn
K|t|0=No source information provided|1=Source information provided
K|t|0=Unknown|1=Aircraft altitude|2=FCU/MCP selected altitude|3=FMS selected altitude
K|q|s|25|1|ft
K|t|0=Not active|1=Active
K|t|0=Trajectory intent data is available for this aircraft|1=Trajectory intent data is not available for this aircraft
K|t|0=Trajectory intent data is valid|1=Trajectory intent data is not valid
K|t|0=TCP number available|1=TCP number not available
K|t|0=TCP compliance|1=TCP non-compliance
K|q|s|10|1|ft
K|q|s|45|2097152|deg
K|t|0=Unknown|1=Fly by waypoint (LT)|2=Fly over waypoint (LT)|3=Hold pattern (LT)|4=Procedure hold (LT)|5=Procedure turn (LT)|6=RF leg (LT)|7=Top of climb (VT)|8=Top of descent (VT)|9=Start of level (VT)|10=Cross-over altitude (VT)|11=Transition altitude (VT)
K|t|0=N/A|1=Turn right|2=Turn left|3=No turn
K|t|0=TTR not available|1=TTR available
K|t|0=TOV available|1=TOV not available
K|q|u|1|1|s
K|q|u|1|100|nmi
K|t|0=No communications capability (surveillance only)|1=Comm. A and Comm. B capability|2=Comm. A, Comm. B and Uplink ELM|3=Comm. A, Comm. B, Uplink ELM and Downlink ELM|4=Level 5 Transponder capability|5=Not assigned|6=Not assigned|7=Not assigned
K|t|0=No alert, no SPI, aircraft airborne|1=No alert, no SPI, aircraft on ground|2=Alert, no SPI, aircraft airborne|3=Alert, no SPI, aircraft on ground|4=Alert, SPI, aircraft airborne or on ground|5=No alert, SPI, aircraft airborne or on ground
K|t|0=No|1=Yes
K|t|0=100 ft resolution|1=25 ft resolution
K|t|0=Unknown|1=ACAS not operational|2=ACAS operational|3=Invalid
K|t|0=Unknown|1=Multiple navigational aids not operating|2=Multiple navigational aids operating|3=Invalid
K|t|0=Unknown|1=Differential correction|2=No differential correction|3=Invalid
K|t|0=Transponder ground bit not set or unknown|1=Transponder Ground Bit set
K|t|0=No emergency|1=General emergency|2=Lifeguard / medical|3=Minimum fuel|4=No communications|5=Unlawful interference|6=Downed Aircraft|7=Unknown
K|b|at
K|q|s|25|4|ft_per_min
K|q|s|1|100|deg
K|t|0=Not available|1=Left|2=Right|3=Straight
K|q|s|1|4|deg_per_s
K|q|s|1|16384|nmi_per_s
K|t|0=Not valid Wind Speed|1=Valid Wind Speed
K|t|0=Not valid Wind Direction|1=Valid Wind Direction
K|t|0=Not valid Temperature|1=Valid Temperature
K|t|0=Not valid Turbulence|1=Valid Turbulence
K|q|u|1|1|deg
K|q|s|1|4|degc
K|u
K|t|1=Light aircraft =< 7000 kg|2=Reserved|3=7000 kg < medium aircraft < 136000 kg|4=Reserved|5=136000 kg <= heavy aircraft|6=Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise)|7=Reserved|8=Reserved|9=Reserved|10=Rotocraft|11=Glider / sailplane|12=Lighter-than-air|13=Unmanned aerial vehicle|14=Space / transatmospheric vehicle|15=Ultralight / handglider / paraglider|16=Parachutist / skydiver|17=Reserved|18=Reserved|19=Reserved|20=Surface emergency vehicle|21=Surface service vehicle|22=Fixed ground or tethered obstruction|23=Reserved|24=Reserved
K|q|s|25|4|ft
K|b|with
K|q|u|1|125|mach
K|q|u|1|10|hpa
K|t|0=Multisensor track|1=Monosensor track
K|t|0=Default value|1=SPI present in the last report received from a sensor capable of decoding this data
K|t|0=Barometric altitude (Mode C) more reliable|1=Geometric altitude more reliable
K|t|0=No source|1=GNSS|2=3D radar|3=Triangulation|4=Height from coverage|5=Speed look-up table|6=Default height|7=Multilateration
K|t|0=Confirmed track|1=Tentative track
K|t|0=Actual track|1=Simulated track
K|t|0=Default value|1=Last message transmitted to the user for the track
K|t|0=Default value|1=First message transmitted to the user for the track
K|t|0=Not flight-plan correlated|1=Flight plan correlated
K|t|0=Default value|1=ADS-B data inconsistent with other surveillance information
K|t|0=Default value|1=Slave Track Promotion
K|t|0=Complementary service used|1=Background service used
K|t|0=Track not resulting from amalgamation process|1=Track resulting from amalgamation process
K|t|0=No Mode 4 interrogation|1=Friendly target|2=Unknown target|3=No reply
K|t|0=Default value|1=Military Emergency present in the last report received from a sensor capable of decoding this data
K|t|0=Default value|1=Military Identification present in the last report received from a sensor capable of decoding this data
K|t|0=No Mode 5 interrogation|1=Friendly target|2=Unknown target|3=No reply
K|t|0=Default value|1=Age of the last received track update is higher than system dependent threshold (coasting)
K|t|0=Default value|1=Age of the last received PSR track update is higher than system dependent threshold
K|t|0=Default value|1=Age of the last received SSR track update is higher than system dependent threshold
K|t|0=Default value|1=Age of the last received Mode S track update is higher than system dependent threshold
K|t|0=Default value|1=Age of the last received ADS-B track update is higher than system dependent threshold
K|t|0=Default value|1=Special Used Code (Mode A codes to be defined in the system to mark a track with special interest)
K|t|0=Default value|1=Assigned Mode A Code Conflict (same discrete Mode A Code assigned to another track)
K|t|0=Combined|1=Co-operative only|2=Non-Cooperative only|3=Not defined
K|t|0=No emergency|1=General emergency|2=Lifeguard / medical|3=Minimum fuel|4=No communications|5=Unlawful interference|6=Downed Aircraft|7=Undefined
K|t|0=No indication|1=Potential False Track Indication
K|t|0=Default value|1=Track created / updated with FPL data
K|t|0=Default value|1=Duplicate Mode 3/A Code
K|t|0=Default value|1=Duplicate Flight Plan
K|t|0=Default value|1=Duplicate Flight Plan due to manual correlation
K|q|u|1|4|s
K|t|0=Constant course|1=Right turn|2=Left turn|3=Undetermined
K|t|0=Constant groundspeed|1=Increasing groundspeed|2=Decreasing groundspeed|3=Undetermined
K|t|0=Level|1=Climb|2=Descent|3=Undetermined
K|t|0=No altitude discrepancy|1=Altitude discrepancy
K|q|s|1|4|fl
K|t|0=No QNH correction applied|1=QNH correction applied
K|a
K|t|0=Plan Number|1=Unit 1 internal flight number|2=Unit 2 internal flight number|3=Unit 3 internal flight number
K|t|0=Unknown|1=General Air Traffic|2=Operational Air Traffic|3=Not applicable
K|t|0=Instrument Flight Rules|1=Visual Flight Rules|2=Not applicable|3=Controlled Visual Flight Rules
K|t|0=Unknown|1=Approved|2=Exempt|3=Not Approved
K|t|0=Normal Priority Flight|1=High Priority Flight
K|q|u|1|4|fl
K|t|0=Scheduled off-block time|1=Estimated off-block time|2=Estimated take-off time|3=Actual off-block time|4=Predicted time at runway hold|5=Actual time at runway hold|6=Actual line-up time|7=Actual take-off time|8=Estimated time of arrival|9=Predicted landing time|10=Actual landing time|11=Actual time off runway|12=Predicted time to gate|13=Actual on-block time
K|t|0=Today|1=Yesterday|2=Tomorrow|3=Invalid
K|t|0=Seconds available|1=Seconds not available
K|t|0=Empty|1=Occupied|2=Unknown|3=Invalid
K|t|0=Available|1=Not available|2=Unknown|3=Invalid
K|t|0=No valid Mode 3/A available|1=Valid Mode 3/A available
K|q|u|1|1|m
K|q|u|45|16|deg
K|t|0=Unknown|1=ATC equipment maintenance|2=Airport maintenance|3=Fire|4=Bird scarer|5=Snow plough|6=Runway sweeper|7=Emergency|8=Police|9=Bus|10=Tug (push/tow)|11=Grass cutter|12=Fuel|13=Baggage|14=Catering|15=Aircraft maintenance|16=Flyco (follow me)
K|t|0=No Mode 5 interrogation|1=Mode 5 interrogation
K|t|0=No authenticated Mode 5 ID reply|1=Authenticated Mode 5 ID reply
K|t|0=No authenticated Mode 5 Data reply or Report|1=Authenticated Mode 5 Data reply or Report (i.e any valid Mode 5 reply type other than ID)
K|t|0=Mode 1 code not present or not from Mode 5 reply|1=Mode 1 code from Mode 5 reply
K|t|0=Mode 2 code not present or not from Mode 5 reply|1=Mode 2 code from Mode 5 reply
K|t|0=Mode 3 code not present or not from Mode 5 reply|1=Mode 3 code from Mode 5 reply
K|t|0=Mode C altitude code not present or not from Mode 5 reply|1=Mode C altitude from Mode 5 reply
K|t|0=X-pulse set to zero or no authenticated Data reply or Report received|1=X-pulse set to one
K|t|0=GA reported in 100 ft increments|1=GA reported in 25 ft increments
K|q|s|1|128|s
K|t|0=X-pulse set to zero or no authenticated Data reply or Report received|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode C reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 3/A reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 2 reply|1=X-pulse set to one (present)
K|t|0=X-pulse set to zero or no Mode 1 reply|1=X-pulse set to one (present)
K|q|u|1|2|m
K|q|u|45|8388608|deg
K|q|u|25|4|ft
K|q|u|1|4|m_per_s
K|q|u|1|4|m_per_s2
K|q|u|25|4|ft_per_min
K|q|u|1|256|nmi
K|q|u|25|1|ft
K|t|0=Code validated|1=Code not validated
K|t|0=Default|1=Garbled code
K|t|0=Mode 3/A code as derived from the reply of the transponder|1=Mode 3/A code as provided by a sensor local tracker
K|t|0=No detection|1=Single PSR detection|2=Single SSR detection|3=SSR + PSR detection|4=Single ModeS All-Call|5=Single ModeS Roll-Call|6=ModeS All-Call + PSR|7=ModeS Roll-Call + PSR
K|t|0=Actual target report|1=Simulated target report
K|t|0=Report from target transponder|1=Report from field monitor (item transponder)
K|t|0=Real target report|1=Test target report
K|t|0=No alert, no SPI, aircraft airborne|1=No alert, no SPI, aircraft on ground|2=Alert, no SPI, aircraft airborne|3=Alert, no SPI, aircraft on ground|4=Alert, SPI, aircraft airborne or on ground|5=No alert, SPI, aircraft airborne or on ground|6=Not defined|7=Unknown or not yet extracted
K|t|0=Default value|1=Surface target
K|t|0=No indication|1=Duplicate Flight-ID
K|t|0=Default value|1=Inconsistent Emergency Code
K|t|0=Default value|1=Age of the last received MLAT track updateis higher than system dependent threshold
K|t|0=Default value|1=Age of the last received Mode-5 interrogation track update is higher than system dependent threshold
K|t|0=No detection|1=Single PSR detection|2=Single SSR detection|3=SSR+PSR detection|4=Single Mode S All-Call|5=Single Mode S Roll-Call|6=Mode S All-Call + PSR|7=Mode S Roll-Call + PSR|8=ADS-B|9=WAM
K|t|0=Flight plan data from active FDPS|1=Flight plan data retained from no longer active FDPS
K|t|0=LNAV not populated|1=LNAV populated
K|t|0=LNAV Mode Engaged|1=LNAV Mode not Engaged
K|t|0=PS3 Element not populated|1=PS3 Element populated
K|t|0=No emergency / not reported|1=General emergency|2=UAS/RPAS - Lost link|3=Minimum fuel|4=No communications|5=Unlawful interference|6=Aircraft in Distress Automatic Activation|7=Aircraft in Distress Manual Activation
K|t|0=Element not populated|1=Element populated
K|t|0=Not RCE|1=TABS|2=Reserved for future use|3=Other RCE
K|t|0=Reply Rate Limiting is not active|1=Reply Rate Limiting is active
K|t|0=Unavailable, Unknown, or less than 70 W|1=70 W|2=125 W|3=200 W
K|t|0=Unknown|1=Transponder 1 (left/pilot side or single)|2=Transponder 2 (right/co-pilot side)|3=Transponder 3 (auxiliary or Back-up)
K|t|0=Value in defined range|1=Value exceeds defined range
K|t|0=Manned Operation|1=Unmanned Operation
K|t|0=No RWC Capability|1=RWC/RA/OCM Capability|2=RWC/OCM Capability|3=Invalid ASTERIX Value
K|t|0=RWC Corrective Alert not active|1=RWC Corrective Alert active
K|t|0=Vertical Only|1=Horizontal Only|2=Blended|3=Vertical Only or Horizontal Only per intruder
K|t|0=Active CAS (TCAS II) or no CAS|1=Active CAS (not TCAS II)|2=Active CAS (not TCAS II) with OCM transmit capability|3=Active CAS of Junior Status|4=Passive CAS with 1030 TCAS Resolution Message receive capability|5=Passive CAS with only OCM receive capability|6=Reserved for future use|7=Reserved for future use
E|8|0
G|SAC:0:0|SIC:1:0
E|24|1
E|32|2
G|LAT:5:3|LON:6:3
E|24|3
G|X:8:5|Y:9:5
E|16|4
G|VX:11:7|VY:12:7
E|8|5
G|AX:14:9|AY:14:9
E|1|6
E|12|7
G|=2|CH:16:11|=1|MODE3A:17:12
E|2|8
E|48|9
G|STI:14:14|=6|CHR:19:15
E|24|0
E|16|10
E|1|11
E|15|14
G|IM:14:19|IAS:14:20
E|16|15
E|1|16
E|2|17
E|13|18
G|SAS:14:23|SRC:14:24|ALT:25:25
E|1|19
G|MV:27:27|AH:28:27|AM:29:27|ALT:25:25
E|1|20
E|1|21
X|NAV:31:29|NVB:32:30|=5|/
E|1|22
E|1|23
E|6|0
E|16|24
E|24|25
E|4|26
E|2|27
E|1|28
E|1|29
E|24|30
E|16|31
G|TCA:34:32|NC:35:33|TCPN:36:34|ALT:25:35|LAT:37:36|LON:38:36|PT:39:37|TD:40:38|TRA:41:39|TOA:42:40|TOV:43:41|TTR:44:42
R|1|43
E|3|32
E|3|33
E|1|34
E|1|35
E|1|0
E|4|0
G|COM:46:45|STAT:47:46|=2|SSC:48:47|ARC:49:48|AIC:50:47|B1A:51:49|B1B:52:50
E|2|36
E|2|37
E|2|38
E|1|39
E|3|40
G|AC:54:52|MN:55:53|DC:56:54|GBS:57:55|=6|STAT:47:56
E|56|41
E|16|42
E|16|43
E|2|44
E|7|45
G|TI:63:61|=6|ROT:64:62|=1
E|16|46
E|1|47
E|1|48
E|1|49
E|1|50
E|16|51
E|16|52
E|8|53
G|WS:69:65|WD:70:66|TMP:71:67|TRB:72:68|=4|WSD:73:22|WDD:74:69|TMPD:75:70|TRBD:76:71
E|8|54
G|LAT:79:36|LON:80:36
E|16|55
G|=4|PUN:83:50
E|64|56
R|1|77
E|16|57
E|12|58
G|=4|BPS:14:80
P|4|ADR:21:17|ID:20:15|MHG:22:18|IAS:23:21|TAS:24:22|SAL:26:26|FSS:30:28|TIS:33:31|TID:45:44|COM:53:51|SAB:58:57|ACS:59:58|BVR:60:59|GVR:61:59|RAN:62:60|TAR:65:63|TAN:66:18|GS:67:64|VUN:68:0|MET:77:72|EMC:78:73|POS:81:74|GAL:82:75|PUN:83:76|MB:84:78|IAR:85:22|MAC:86:79|BPS:87:81
E|16|0
E|1|59
E|1|60
E|1|61
E|3|62
E|1|63
E|1|64
E|1|65
E|1|66
E|1|67
E|1|68
E|1|69
E|1|70
E|1|71
E|2|72
E|1|73
E|1|74
E|2|75
E|1|76
E|1|77
E|1|78
E|1|79
E|1|80
E|1|81
E|1|82
E|2|83
E|3|84
E|1|85
E|1|86
E|1|87
E|1|88
E|1|89
X|MON:14:84|SPI:14:85|MRH:90:86|SRC:91:87|CNF:14:88|/|SIM:14:89|TSE:14:90|TSB:14:91|FPC:14:92|AFF:14:93|STP:14:94|KOS:14:95|/|AMA:14:96|MD4:14:97|ME:14:98|MI:14:99|MD5:14:100|/|CST:14:101|PSR:14:102|SSR:14:103|MDS:14:104|ADS:14:105|SUC:14:106|AAC:14:107|/|SDS:14:108|EMS:14:109|PFT:14:110|FPLT:14:111|/|DUPT:14:112|DUPF:14:113|DUPM:14:114|=4|/
E|8|90
E|16|90
P|2|TRK:93:116|PSR:94:116|SSR:95:116|MDS:96:116|ADS:97:117|ES:98:116|VDL:99:116|UAT:100:116|LOP:101:116|MLT:102:116
E|2|91
E|2|92
E|2|93
E|1|94
G|TRANS:104:119|LONG:105:120|VERT:106:121|ADF:107:122|=1
P|5|MFL:109:116|MD1:110:116|MD2:111:116|MDA:112:116|MD4:113:116|MD5:114:116|MHG:115:116|IAS:116:116|TAS:117:116|SAL:118:116|FSS:119:116|TID:120:116|COM:121:116|SAB:122:116|ACS:123:116|BVR:124:116|GVR:125:116|RAN:126:116|TAR:127:116|TAN:128:116|GSP:129:116|VUN:130:116|MET:131:116|EMC:132:116|POS:133:116|GAL:134:116|PUN:135:116|MB:136:116|IAR:137:116|MAC:138:116|BPS:139:116
E|16|95
E|1|96
E|15|95
G|QNH:14:126|CTB:143:127
E|56|97
E|2|98
E|27|53
G|TYP:14:130|=3|NBR:147:131
E|2|99
E|2|100
E|2|101
E|1|102
G|GATOAT:14:133|FR1FR2:14:134|RVSM:14:135|HPR:14:136|=1
E|32|97
E|8|97
G|NU1:154:139|NU2:155:139|LTR:156:139
E|16|103
G|CENTRE:159:0|POSITION:160:0
E|5|104
E|2|105
E|5|53
E|6|53
E|1|106
G|TYP:14:143|DAY:14:144|=4|HOR:162:145|=2|MIN:163:146|AVS:164:147|=1|SEC:165:146
R|1|148
E|48|97
E|2|107
E|2|108
G|EMP:14:151|AVL:14:152|=4
E|1|109
G|=3|VA:14:154|MODE3A:17:12
P|3|TAG:145:1|CS:146:129|IFI:148:132|FCT:149:137|TAC:150:138|WTC:151:139|DEP:152:138|DST:153:138|RDS:157:140|CFL:158:141|CTL:161:142|TOD:166:149|AST:167:150|STS:168:153|STD:169:129|STA:170:129|PEM:171:155|PEC:172:129
E|7|110
E|7|111
X|LENGTH:174:157|/|ORIENTATION:175:158|/|WIDTH:176:157|/
E|8|112
E|1|113
E|1|114
E|1|115
E|1|116
E|1|117
E|1|118
E|1|119
E|1|120
G|M5:14:161|ID:14:162|DA:14:163|M1:14:164|M2:14:165|M3:14:166|MC:14:167|X:179:168
E|14|0
E|5|0
G|=2|PIN:181:170|=3|NAT:182:171|=2|MIS:183:34
G|LAT:5:36|LON:6:36
E|1|121
E|14|18
G|=1|RES:186:174|GA:187:175
G|=4|EM1:189:12
E|8|122
E|1|123
E|1|124
E|1|125
E|1|126
E|1|127
G|=3|X5:179:179|XC:192:180|X3:193:181|X2:194:182|X1:195:183
P|1|SUM:180:169|PMN:184:172|POS:185:173|GA:188:176|EM1:190:177|TOS:191:178|XP:196:184
G|=4|MODE2:198:12
E|15|0
G|IDENT:200:0|TRACK:201:187
R|0|188
E|16|128
G|X:203:190|Y:204:190
E|16|3
E|16|129
G|LAT:207:193|LON:208:193
E|8|130
E|8|103
E|8|131
G|X:212:197|Y:213:197
E|8|132
G|X:215:199|Y:216:199
E|8|133
P|2|APC:205:191|COV:206:192|APW:209:194|AGA:210:195|ABA:211:196|ATV:214:198|AA:217:200|ARC:218:201
E|16|134
G|RHO:221:203|THETA:222:18
E|16|135
E|1|136
E|1|137
E|14|95
G|V:225:206|G:226:207|LMC:227:208
E|1|138
G|V:225:206|G:226:207|L:14:210|=1|MODE3A:17:12
E|3|139
E|1|140
E|1|141
E|1|142
G|TYP:228:212|SIM:14:213|RAB:14:214|TST:14:215|=2
P|1|SID:220:1|POS:223:204|HEIGHT:224:205|MDC:14:209|MDA:14:211|TYP:14:216
L|RE
L|SP
G|V:225:206|G:226:207|CH:16:11|=1|MODE3A:17:12
E|3|143
G|COM:46:45|STAT:47:221|=2|SSC:48:47|ARC:49:48|AIC:50:47|B1A:51:49|B1B:52:50
P|4|ADR:21:17|ID:20:15|MHG:22:18|IAS:23:21|TAS:24:22|SAL:26:26|FSS:30:28|TIS:33:31|TID:45:44|COM:53:222|SAB:58:57|ACS:59:58|BVR:60:59|GVR:61:59|RAN:62:60|TAR:65:63|TAN:66:18|GS:67:64|VUN:68:0|MET:77:72|EMC:78:73|POS:81:74|GAL:82:75|PUN:83:76|MB:84:78|IAR:85:22|MAC:86:79|BPS:87:81
E|1|144
E|1|145
E|1|146
X|MON:14:84|SPI:14:85|MRH:90:86|SRC:91:87|CNF:14:88|/|SIM:14:89|TSE:14:90|TSB:14:91|FPC:14:92|AFF:14:93|STP:14:94|KOS:14:95|/|AMA:14:96|MD4:14:97|ME:14:98|MI:14:99|MD5:14:100|/|CST:14:101|PSR:14:102|SSR:14:103|MDS:14:104|ADS:14:105|SUC:14:106|AAC:14:107|/|SDS:14:108|EMS:14:109|PFT:14:110|FPLT:14:111|/|DUPT:14:112|DUPF:14:113|DUPM:14:114|SFC:14:224|IDD:14:225|IEC:14:226|=1|/
P|4|ADR:21:17|ID:20:15|MHG:22:18|IAS:23:21|TAS:24:22|SAL:26:26|FSS:30:28|TIS:33:31|TID:45:44|COM:53:222|SAB:58:57|ACS:59:58|BVR:60:59|GVR:61:59|RAN:62:60|TAR:65:63|TAN:66:18|GS:67:64|VUN:68:0|MET:77:72|EMC:78:73|POS:81:74|GAL:82:75|PUN:83:76|MB:84:78|IAR:85:22|MAC:86:79|BPS:232:81
E|16|18
P|1|SID:220:1|POS:223:204|HEIGHT:224:229|MDC:14:209|MDA:14:211|TYP:14:216
P|4|ADR:21:17|ID:20:15|MHG:22:18|IAS:23:21|TAS:24:22|SAL:26:26|FSS:30:28|TIS:33:31|TID:45:44|COM:53:222|SAB:58:57|ACS:59:58|BVR:60:59|GVR:61:59|RAN:62:60|TAR:65:63|TAN:66:18|GS:67:64|VUN:68:0|MET:77:72|EMC:78:73|POS:81:74|GAL:82:75|PUN:83:76|BDSDATA:233:78|IAR:85:22|MAC:86:79|BPS:232:81
E|1|147
X|MON:14:84|SPI:14:85|MRH:90:86|SRC:91:87|CNF:14:88|/|SIM:14:89|TSE:14:90|TSB:14:91|FPC:14:92|AFF:14:93|STP:14:94|KOS:14:95|/|AMA:14:96|MD4:14:97|ME:14:98|MI:14:99|MD5:14:100|/|CST:14:101|PSR:14:102|SSR:14:103|MDS:14:104|ADS:14:105|SUC:14:106|AAC:14:107|/|SDS:14:108|EMS:14:109|PFT:14:110|FPLT:14:111|/|DUPT:14:112|DUPF:14:113|DUPM:14:114|SFC:14:224|IDD:14:225|IEC:14:226|MLAT:14:232|/
E|1|148
X|MON:14:84|SPI:14:85|MRH:90:86|SRC:91:87|CNF:14:88|/|SIM:14:89|TSE:14:90|TSB:14:91|FPC:14:92|AFF:14:93|STP:14:94|KOS:14:95|/|AMA:14:96|MD4:14:97|ME:14:98|MI:14:99|MD5:14:100|/|CST:14:101|PSR:14:102|SSR:14:103|MDS:14:104|ADS:14:105|SUC:14:106|AAC:14:107|/|SDS:14:108|EMS:14:109|PFT:14:110|FPLT:14:111|/|DUPT:14:112|DUPF:14:113|DUPM:14:114|SFC:14:224|IDD:14:225|IEC:14:226|MLAT:14:232|/|M5I:14:234|=6|/
P|5|MFL:109:116|MD1:110:116|MD2:111:116|MDA:112:116|MD4:113:116|MD5:114:116|MHG:115:116|IAS:116:116|TAS:117:116|SAL:118:116|FSS:119:116|TID:120:116|COM:121:116|SAB:122:116|ACS:123:116|BVR:124:116|GVR:125:116|RAN:126:116|TAR:127:116|TAN:128:116|GSP:129:116|VUN:130:116|MET:131:116|EMC:132:116|POS:133:116|GAL:134:116|PUN:135:116|MB:234:116|IAR:137:116|MAC:138:116|BPS:139:116
E|4|149
G|SAC:0:0|SIC:1:0|=4|TYP:14:237|LTN:235:83
R|1|238
G|SAC:0:0|SIC:1:0|=4|TYP:14:237
R|1|240
G|VX:14:7|VY:14:7
E|1|150
X|FDR:239:243|=6|/
E|1|151
E|1|152
G|EP:241:245|VAL:242:246
X|FDR:239:243|LNAV:243:247|=4|/
E|1|153
E|3|154
G|EP:244:249|VAL:245:250|=4
E|1|155
E|2|156
G|EP:246:252|VAL:247:253
E|1|157
G|EP:246:252|VAL:247:255
E|2|158
G|EP:246:252|VAL:247:257
E|2|159
G|EP:246:252|VAL:247:259
E|1|160
G|EP:246:252|RE:252:261|VAL:247:34
G|RCE:248:254|RRL:249:256|TPW:250:258|TSI:251:260|TAO:253:262|=5
E|1|161
G|EP:246:252|VAL:247:264
E|2|162
G|EP:246:252|VAL:247:266
E|1|163
G|EP:246:252|VAL:247:268
G|MUO:255:265|DAA:256:267|RWC:257:269|=1
E|2|164
G|EP:246:252|VAL:247:271
E|3|165
G|EP:246:252|VAL:247:273
G|SVH:259:272|CATC:260:274|=1
P|1|PS3:245:251|AS:254:263|UAS:258:270|CASS:261:275
V|1.16||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:13|245:20:16|380:88:82|040:89:83|080:92:115|290:103:118|200:108:123|295:140:124|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:217|-|-|-|-|-|RE:230:218|SP:231:219
V|1.17||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:220|245:20:16|380:88:82|040:89:83|080:92:115|290:103:118|200:108:123|295:140:124|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:217|-|-|-|-|-|RE:230:218|SP:231:219
V|1.18||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:220|245:20:16|380:88:223|040:89:83|080:92:227|290:103:118|200:108:123|295:140:124|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:217|-|-|-|-|-|RE:230:218|SP:231:219
V|1.19||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:220|245:20:16|380:88:228|040:89:83|080:92:227|290:103:118|200:108:123|295:140:124|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:230|-|-|-|-|-|RE:230:218|SP:231:219
V|1.20||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:220|245:20:16|380:88:231|040:89:83|080:92:233|290:103:118|200:108:123|295:140:124|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:230|-|-|-|-|-|RE:230:218|SP:231:219
V|1.21||010:2:1|-|015:3:0|070:4:2|105:7:4|100:10:6|185:13:8|210:15:10|060:18:220|245:20:16|380:88:231|040:89:83|080:92:235|290:103:118|200:108:123|295:140:236|136:141:125|130:142:75|135:143:128|220:144:59|390:173:156|270:177:159|300:178:160|110:197:185|120:199:186|510:202:189|500:219:202|340:229:230|-|-|-|-|-|RE:230:218|SP:231:219
W|1.2|1|CST:236:239|CSN:237:241|TVS:238:242|STS:240:244
W|1.3|1|CST:236:239|CSN:237:241|TVS:238:242|STS:240:248|V3:262:276
"""#
