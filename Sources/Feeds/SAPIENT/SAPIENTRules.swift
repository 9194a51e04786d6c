// Which messages has SAPIENT, with which fields, and what must be in them?
//
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/make-sapient-tables.py from the definitions of BSI Flex 335 v2.0,
// Dstl (c) Crown Copyright 2024, Apache-2.0 (see NOTICE). Not to be edited.

// swift-format-ignore-file

enum SAPIENTRules {
  /// Tabs between the columns. M message; O choice, ! one of it is mandatory; F field: number, name, kind
  /// (d double, f float, i int32, n int64, b bool, s text, y bytes, e enumeration, m message), rules (r repeated, !
  /// mandatory, u UUID, l ULID, v version, c 0 to 1, % 0 to 100), choice, meaning; E enumeration; V value.
  static let text: StaticString = """
    M	SapientMessage
    O	content	!
    F	1	timestamp	m:Timestamp	!		UTC timestamp the message was sent
    F	2	node_id	s	!u		UUID for the node which is sending the message
    F	3	destination_id	s	u		UUID for the node being tasked
    F	4	registration	m:Registration		content	SAPIENT Registration message
    F	5	registration_ack	m:RegistrationAck		content	SAPIENT Registration Acknowledgement message
    F	6	status_report	m:StatusReport		content	SAPIENT Status Report message
    F	7	detection_report	m:DetectionReport		content	SAPIENT Detection Report message
    F	8	task	m:Task		content	SAPIENT Task message
    F	9	task_ack	m:TaskAck		content	SAPIENT Task Acknowledgement message
    F	10	alert	m:Alert		content	SAPIENT Alert message
    F	11	alert_ack	m:AlertAck		content	SAPIENT Alert Acknowledgment message
    F	12	error	m:Error		content	SAPIENT Error message
    F	13	additional_information	s			space for additional information
    M	Timestamp
    F	1	seconds	n
    F	2	nanos	i
    M	Registration
    F	1	node_definition	m:Registration.NodeDefinition	r!		Type of the node
    F	2	icd_version	s	!v		ICD version implemented by the node
    F	3	name	s			System name
    F	4	short_name	s			Shortened version of the system name suitable for GUIs
    F	5	capabilities	m:Registration.Capability	r!		Node's capabilities
    F	6	status_definition	m:Registration.StatusDefinition	!		Status report definition
    F	7	mode_definition	m:Registration.ModeDefinition	r!		Detection report and tasking definitons
    F	8	dependent_nodes	s	ru		This field allows the dependent (child) nodes (if present) of the current node to be specified
    F	9	reporting_region	m:LocationOrRangeBearing	r		This field is used within a hierarchy of fusion nodes for a (child) fusion node to tell its parent fusion node the region it is reporting from
    F	10	config_data	m:Registration.ConfigurationData	r!		This sub-message is used to report node configuration data, e.g. Manufacturer, Model, etc
    M	Registration.NodeDefinition
    F	1	node_type	e:Registration.NodeType	!		Description of major type of the node
    F	2	node_sub_type	s	r		further description of node type
    M	Registration.Capability
    F	1	category	s	!		The category of field to report (e.g. Radar, Jammer, etc.)
    F	2	type	s	!		Description of the capability (e.g. Maximum Transmit Power)
    F	3	value	s			The value of the capability (e.g. 50)
    F	4	units	s			The units of the value that will be reported (e.g. dB)
    M	Registration.StatusDefinition
    F	1	status_interval	m:Registration.Duration	!		Time between heartbeats
    F	2	location_definition	m:Registration.LocationType			Node location definition
    F	3	coverage_definition	m:Registration.LocationType			Area covered by the ASM definition
    F	4	obscuration_definition	m:Registration.LocationType			Area obsucred to ASM definition
    F	5	status_report	m:Registration.StatusReport	r		Additional heartbeat report definitions
    F	6	field_of_view_definition	m:Registration.LocationType			ASM's field of view definition
    M	Registration.Duration
    F	1	units	e:Registration.TimeUnits	!		Units that the duration are specified in
    F	3	value	f	!		Amount of time being specified for the duration
    M	Registration.LocationType
    O	coordinates_oneof	!
    O	datum_oneof	!
    F	1	location_units	e:LocationCoordinateSystem		coordinates_oneof	Units of location
    F	2	range_bearing_units	e:RangeBearingCoordinateSystem		coordinates_oneof	Units of range bearing
    F	3	location_datum	e:LocationDatum		datum_oneof	Datum of location
    F	4	range_bearing_datum	e:RangeBearingDatum		datum_oneof	Datum of range bearing
    F	5	zone	s			If using UTM coordinates, provide the UTM zone in this field (e.g. 30N)
    M	Registration.StatusReport
    F	1	category	e:Registration.StatusReportCategory	!		Category of the field to report in the status report (e.g. sensor, power, mode, status, etc.)
    F	2	type	s	!		Type or name of the information being provide
    F	3	units	s			Units or valid values that will be reported
    F	4	on_change	b			Is a new status report sent when a value changes
    M	Registration.ModeDefinition
    F	1	mode_name	s	!		Mode's name
    F	2	mode_type	e:Registration.ModeType	!		Mode's type
    F	3	mode_description	s			Description of the mode (normally used by GUIs)
    F	4	settle_time	m:Registration.Duration	!		Time required for the ASM to change to this mode
    F	5	maximum_latency	m:Registration.Duration			Maximum expected latency from a detection being made by the sensor to a message being sent
    F	6	scan_type	e:Registration.ScanType			Type of scan. Typically: fixed or scanning
    F	7	tracking_type	e:Registration.TrackingType			Type of scan
    F	8	duration	m:Registration.Duration			Time the mode lasts for in the case of temporary modes
    F	9	mode_parameter	m:Registration.ModeParameter	r		Additional parameters that can be passed to the mode during tasking
    F	10	detection_definition	m:Registration.DetectionDefinition	r		Definition of detection reports sent while in this mode
    F	11	task	m:Registration.TaskDefinition	!		Definition of tasks that can be accepted by the ASM while in this mode
    M	Registration.ModeParameter
    F	1	type	s	!		Type of parameter (e.g. SelfAdaptation)
    F	2	value	s	!		Allowed values of parameter (e.g. ROI, Range)
    M	Registration.DetectionDefinition
    F	1	location_type	m:Registration.LocationType	!		Type of location that is reported in the detection report
    F	2	detection_performance	m:Registration.PerformanceValue	r		detection performance definition
    F	3	detection_report	m:Registration.DetectionReport	r		Detection report defintion
    F	4	detection_class_definition	m:Registration.DetectionClassDefinition	r		Classes able to be reported in this detection report
    F	5	behaviour_definition	m:Registration.BehaviourDefinition	r		Behaviours able to be reported in the detection report
    F	6	velocity_type	m:Registration.VelocityType			Type of velocity that is reported in the detection report
    F	7	geometric_error	m:Registration.GeometricError			List of location error charaterisations to allow the DMM to understand the detection performance of the ASM
    M	Registration.PerformanceValue
    F	1	type	s	!		Type of the performance value being specified (e.g. Rotation speed)
    F	2	units	s	!		Units of the performance value being specified (e.g. Degrees per second)
    F	3	unit_value	s	!		Typical unit value of the performance value being specified (e.g. 2.5)
    F	4	variation_type	s			How the performance value being specified may vary during operation (e.g. Linear)
    M	Registration.DetectionReport
    F	1	category	e:Registration.DetectionReportCategory	!		Category of detection field being reported (e.g. object_info)
    F	2	type	s	!		Type of detection field being reported (e.g. colour)
    F	3	units	s	!		Units of detection field being reported (e.f. "Red, Green, Blue, Yellow...")
    F	4	on_change	b			Is a new detection report sent when a value changes
    M	Registration.DetectionClassDefinition
    F	1	confidence_definition	e:Registration.ConfidenceDefinition			A flag to note what type of confidences the ASM will provide for classifications
    F	2	class_performance	m:Registration.PerformanceValue	r		Performance values associated with the classifications in the detection
    F	3	class_definition	m:Registration.ClassDefinition	r		Classifications the ASM is able to provide
    F	4	taxonomy_dock_definition	m:Registration.TaxonomyDockDefinition	r		List of docking points for taxonomy extensions
    M	Registration.ClassDefinition
    F	1	type	s	!		Name of the classification that can be reported
    F	2	units	s			The units of any reported confidence that the classification is correct (e.g. represented as a decimal (0-1))
    F	3	sub_class	m:Registration.SubClass	r		Any classes further down the taxonomy tree that can be reported
    M	Registration.SubClass
    F	1	type	s	!		Name of the classification that can be reported
    F	2	units	s			The units of any reported confidence that the classification is correct (e.g. represented as a decimal (0-1))
    F	3	level	i	!		The level of the sub-class. The top-level class would have a sub-level of: 0, the next: 1, etc.
    F	4	sub_class	m:Registration.SubClass	r		Any classes further down the taxonomy tree that can be reported
    M	Registration.TaxonomyDockDefinition
    F	1	Dock_class_namespace	s	!
    F	2	Dock_class	s	!
    F	3	Extension_subclass	m:Registration.ExtensionSubclass	r
    M	Registration.ExtensionSubclass
    F	1	Subclass_namespace	s	!
    F	2	Subclass_name	s	!
    F	3	units	s
    M	Registration.BehaviourDefinition
    F	1	type	s	!		Name of the behaviour that can be reported
    F	2	units	s			The units of any reported confidence that the behaviour is correct (e.g. represented as a decimal (0-1))
    M	Registration.VelocityType
    O	velocity_units_oneof	!
    O	datum_oneof	!
    F	4	enu_velocity_units	m:ENUVelocityUnits		velocity_units_oneof	Provide velocity as a vector in global spherical coordinates and specify units
    F	6	location_datum	e:LocationDatum		datum_oneof	Datum of velocity in Cartesian coordinates
    F	7	range_bearing_datum	e:RangeBearingDatum		datum_oneof	Datum of velocity in Spherical coordinates
    F	8	zone	s			If using UTM coordinates, provide the UTM zone in this field (e.g. 30N)
    M	ENUVelocityUnits
    F	1	east_north_rate_units	e:SpeedUnits	!		Units that velocity is reported in for east and north axis
    F	2	up_rate_units	e:SpeedUnits			Units that velocity is reported in for up axis
    M	Registration.GeometricError
    F	1	type	s	!		Type of the performance value being specified (e.g. Standard Deviation)
    F	2	units	s	!		Units of the performance value being specified (e.g. metres)
    F	3	variation_type	s	!		How the performance value being specified may vary during operation (e.g. Linear with Range)
    F	4	performance_value	m:Registration.PerformanceValue	r		A list of types and values
    M	Registration.TaskDefinition
    F	1	concurrent_tasks	i	!		The number of instances of this task that can be run at the same time
    F	2	region_definition	m:Registration.RegionDefinition	!		Region definition for regions this task can operate on
    F	3	command	m:Registration.Command	r		Commands that can be issued as part of this task
    M	Registration.RegionDefinition
    F	1	region_type	e:Registration.RegionType	r!		Types of region
    F	2	settle_time	m:Registration.Duration			Time to settle to normal performance in this mode
    F	3	region_area	m:Registration.LocationType	r!		Location types used for the area that defines the region
    F	4	class_filter_definition	m:Registration.ClassFilterDefinition	r		Filters that can be applied to the region for classes
    F	5	behaviour_filter_definition	m:Registration.BehaviourFilterDefinition	r		Filters that can be applied to the region for behaviours
    M	Registration.ClassFilterDefinition
    F	1	filter_parameter	m:Registration.FilterParameter	r		Parameter to be filtered on
    F	2	sub_class_definition	m:Registration.SubClassFilterDefinition	r		List of sub-class filters
    F	3	type	s	!		Classification name to be filtered on
    M	Registration.FilterParameter
    F	1	parameter	s	!		Parameter to be filtered
    F	2	operators	e:Operator	r!		Operaters to filter parameter on
    M	Registration.SubClassFilterDefinition
    F	1	filter_parameter	m:Registration.FilterParameter	r		Parameter to be filtered on
    F	2	level	i	!		Level of sub-class filter
    F	3	type	s	!		Classification name to be filtered on
    F	4	sub_class_definition	m:Registration.SubClassFilterDefinition	r		List of sub-class filters
    M	Registration.BehaviourFilterDefinition
    F	1	filter_parameter	m:Registration.FilterParameter	r		Parameter to be filtered on
    F	2	type	s	!		Behvaiour name to be filtered on
    M	Registration.Command
    F	2	units	s	!		Units or allowable values of the command
    F	3	completion_time	m:Registration.Duration	!		Time allowed to complete command
    F	4	type	e:Registration.CommandType	!		The type of command
    M	LocationOrRangeBearing
    O	fov_oneof	!
    F	1	range_bearing	m:RangeBearingCone		fov_oneof	Location in Spherical coordinates
    F	2	location_list	m:LocationList		fov_oneof	Location in Geo coordinates
    M	RangeBearingCone
    F	1	elevation	d			Elevation in relation to node's horizon
    F	2	azimuth	d			Azimuth in relation to the node's north
    F	3	range	d			Range from the node's location
    F	4	horizontal_extent	d			Horizontal extent angle in degrees
    F	5	vertical_extent	d			Vertical extent angle in degrees
    F	6	horizontal_extent_error	d			Error in the horizontal extent
    F	7	vertical_extent_error	d			Error in the vertical extent
    F	8	elevation_error	d			Elevation error
    F	9	azimuth_error	d			Azimuth error
    F	10	range_error	d			Range Error
    F	11	coordinate_system	e:RangeBearingCoordinateSystem	!		Units used by the range bearing
    F	12	datum	e:RangeBearingDatum	!		Datum or 'north' used by the range bearing
    M	LocationList
    F	1	locations	m:Location	r!		List of locations used to define a region
    M	Location
    F	1	x	d	!		X-coordinate (normally longitude)
    F	2	y	d	!		Y-coordinate (normally latitude)
    F	3	z	d			Z-coordinate (normally altitude)
    F	4	x_error	d			X-coordinate error
    F	5	y_error	d			Y-coordinate error
    F	6	z_error	d			Z-coordinate error
    F	7	coordinate_system	e:LocationCoordinateSystem	!		Coordinate system used
    F	8	datum	e:LocationDatum	!		Datum used
    F	9	utm_zone	s			For reporting locations in an adjacent UTM zone
    M	Registration.ConfigurationData
    F	1	manufacturer	s	!		The name of the manufacturer of the node
    F	2	model	s	!		The name of the model of the node
    F	3	serial_number	s			The serial number of the node
    F	4	hardware_version	s			The hardware version of the node
    F	5	software_version	s			The software version of the node
    F	6	sub_components	m:Registration.ConfigurationData	r		Configuration data of any sub-components
    M	RegistrationAck
    F	1	acceptance	b	!		This value shall be 0 if the registration is rejected, or 1 if the registration is accepted
    F	3	ack_response_reason	s	r		This field can be used to communicate the (operational) reason(s) for rejecting the Registration Message (one per array element)
    M	StatusReport
    F	1	report_id	s	!l		ULID for the message
    F	2	system	e:StatusReport.System	!		Current ASM status
    F	3	info	e:StatusReport.Info	!		State of the information in this message
    F	4	active_task_id	s	l		ULID of the task the ASM is currently performing
    F	5	mode	s	!		The current mode of the ASM
    F	6	power	m:StatusReport.Power			The power supply of the ASM
    F	7	node_location	m:Location			Current ASM location
    F	8	field_of_view	m:LocationOrRangeBearing			Area currently visible to ASM
    F	10	obscuration	m:LocationOrRangeBearing	r		Area that the ASM cannot cover
    F	11	status	m:StatusReport.Status	r		Information about the ASM or the envionrment
    F	12	coverage	m:LocationOrRangeBearing	r		The coverage field has been made repeated so that a Fusion Node can report the total coverage from its child/edge nodes
    M	StatusReport.Power
    F	3	level	i	%		Battery level 0-100
    F	4	source	e:StatusReport.PowerSource			The power source being used by the node
    F	5	status	e:StatusReport.PowerStatus			The status of the power source being used by the node
    M	StatusReport.Status
    F	1	status_level	e:StatusReport.StatusLevel			Information level being reported
    F	3	status_value	s			Value of the information being reported (e.g. Raining)
    F	4	status_type	e:StatusReport.StatusType	!		Type of the information being reported (e.g. Weather)
    M	DetectionReport
    O	location_oneof	!
    O	velocity_oneof
    F	1	report_id	s	!l		ULID for the message
    F	2	object_id	s	!l		ULID for the object detected in the environment
    F	3	task_id	s	l		ULID of the task the ASM is currently performing
    F	4	state	s			Whether a special case is in effect (e.g. object lost)
    F	5	range_bearing	m:RangeBearing		location_oneof	Location of object being detected using an range-bearing coordinate system
    F	6	location	m:Location		location_oneof	Location of object being detected using an 'x-y-z' coordinate system
    F	7	detection_confidence	f	c		The confidence that the detection is present as a percentage (0-1)
    F	8	track_info	m:DetectionReport.TrackObjectInfo	r		Additional information about the track as defined in the ASM's registration message
    F	9	prediction_location	m:DetectionReport.PredictedLocation			Location where the object is predicted to be at a future time
    F	10	object_info	m:DetectionReport.TrackObjectInfo	r		Additional information about the detected object as defined in the ASM's registration message
    F	11	classification	m:DetectionReport.DetectionReportClassification	r		Classification information about the detected object
    F	12	behaviour	m:DetectionReport.Behaviour	r		Behavioural information about the detected object
    F	13	associated_file	m:AssociatedFile	r		URLs to any additional files relating to the object which hosted on the network
    F	14	signal	m:DetectionReport.Signal	r		RF signal information about the detected object
    F	15	associated_detection	m:AssociatedDetection	r		Other SAPIENT detections associated with this detection
    F	16	derived_detection	m:DetectionReport.DerivedDetection	r		Other SAPIENT detections dervied from this detection
    F	19	enu_velocity	m:ENUVelocity		velocity_oneof	Velocity of object as a vector in global cartesian coordinates
    F	22	colour	s			Colour of the object being reported
    F	23	id	s			ID of the object being reported (e.g. the tail number of aircraft)
    M	RangeBearing
    F	1	elevation	d			Elevation in relation to node's horizon
    F	2	azimuth	d			Azimuth in relation to the node's north
    F	3	range	d			Range from the node's location
    F	4	elevation_error	d			Elevation error
    F	5	azimuth_error	d			Azimuth error
    F	6	range_error	d			Range Error
    F	7	coordinate_system	e:RangeBearingCoordinateSystem	!		Units used by the range bearing
    F	8	datum	e:RangeBearingDatum	!		Datum or 'north' used by the range bearing
    M	DetectionReport.TrackObjectInfo
    F	1	type	s	!		The type of object_info being reported (e.g. colour)
    F	2	value	s	!		The value of the object_info being reported (e.g. red)
    F	3	error	f			Any error associated with the object_info
    M	DetectionReport.PredictedLocation
    O	predicted_location_oneof
    F	1	range_bearing	m:RangeBearing		predicted_location_oneof	Predicted location of object being detected using an range-bearing coordinate system
    F	2	location	m:Location		predicted_location_oneof	Predicted location of object being detected using an 'x-y-z' coordinate system
    F	3	predicted_timestamp	m:Timestamp			The timestamp of when the detected object will be at the predicted location
    M	DetectionReport.DetectionReportClassification
    F	1	type	s	!		Classification of the detected object being reported
    F	2	confidence	f	c		Confidence (0-1) that this is the correct classification of the detected object
    F	3	sub_class	m:DetectionReport.SubClass	r		Any sub-classifications of the detected object
    M	DetectionReport.SubClass
    F	1	type	s	!		Classification of the detected object being reported
    F	2	confidence	f	c		Confidence (0-1) that this is the correct classification of the detected object
    F	3	level	i	!		The level of sub-classification (top level is 0, the first sub-class is 1, etc.)
    F	4	sub_class	m:DetectionReport.SubClass	r		Any sub-classifications of the detected object
    M	DetectionReport.Behaviour
    F	1	type	s	!		Behviouar of the detected object being reported
    F	2	confidence	f	c		Confidence (0-1) that this is the correct behvaiour of the detected object
    M	AssociatedFile
    F	1	type	s	!		Type of file contained available at the URL
    F	2	url	s	!		The network address of where the file can be accessed
    M	DetectionReport.Signal
    F	1	amplitude	f	!		Peak amplitude of the signal being reported
    F	2	start_frequency	f			Lowest frequency of the band being reported
    F	3	centre_frequency	f	!		Centre frequency of the band being reported
    F	4	stop_frequency	f			Highest frequency of the band being reported
    F	5	pulse_duration	f			Pulse duration of the signal being reported
    M	AssociatedDetection
    F	1	timestamp	m:Timestamp			UTC timestamp the message was sent
    F	2	node_id	s	!u		ULID for the node where the assoicated detection has originiated
    F	3	object_id	s	!l		ULID for the object detected in the environment
    F	4	association_type	e:AssociationRelation			Relationship of associated detection to this message
    M	DetectionReport.DerivedDetection
    F	1	timestamp	m:Timestamp			UTC timestamp the message was sent
    F	2	node_id	s	!u		UUID for the node where the assoicated detection has originiated
    F	3	object_id	s	!l		ULID for the object detected in the environment
    M	ENUVelocity
    F	1	east_rate	d	!		Velocity in the east-axis (x)
    F	2	north_rate	d	!		Velocity in the north-axis (y)
    F	3	up_rate	d			Velocity in the up-axis (z)
    F	4	east_rate_error	d			Error in the velocity in the east-axis
    F	5	north_rate_error	d			Error in the velocity in the north-axis
    F	6	up_rate_error	d			Error in the velocity in the up-axis
    M	Task
    F	1	task_id	s	!l		ULID for the task being sent
    F	2	task_name	s			Name of the task being requested
    F	3	task_description	s			Description of the task being requested
    F	4	task_start_time	m:Timestamp			Time the task is requested to start at
    F	5	task_end_time	m:Timestamp			Time the task is requested to end at
    F	6	control	e:Task.Control	!		Control action being requested
    F	7	region	m:Task.Region	r		Area tasking is to be applied (such as a system implementing geo-fencing)
    F	8	command	m:Task.Command			Command being requested as part the task
    M	Task.Region
    F	1	type	e:Task.RegionType	!		Type of region
    F	2	region_id	s	!l		Unique ID of region
    F	3	region_name	s	!		Name of region
    F	4	region_area	m:LocationOrRangeBearing	!		Area that defines the region
    F	5	class_filter	m:Task.ClassFilter	r		Filter for classifications detected in the region
    F	6	behaviour_filter	m:Task.BehaviourFilter	r		Filter for behaviours detected in the region
    M	Task.ClassFilter
    F	1	parameter	m:Task.Parameter	!		Parameter to filter on
    F	2	type	s	!		Type of classification to filter on
    F	3	sub_class_filter	m:Task.SubClassFilter	r		Sub-classes to filter on
    F	4	priority	e:Task.DiscreteThreshold			Priority of filter
    M	Task.Parameter
    F	1	name	s	!		Name of the parameter to filter
    F	2	operator	e:Operator	!		Operator to be filtered on
    F	3	value	f	!		Threshold
    M	Task.SubClassFilter
    F	1	parameter	m:Task.Parameter	!		Parameter to filter on
    F	2	type	s	!		Type of classification to filter on
    F	3	sub_class_filter	m:Task.SubClassFilter	r		Sub-classes to filter on
    F	4	priority	e:Task.DiscreteThreshold			Priority of filter
    M	Task.BehaviourFilter
    F	1	parameter	m:Task.Parameter	!		Parameter to filter on
    F	2	type	s			Type of behaviour to filter on
    F	3	priority	e:Task.DiscreteThreshold			Priority of filter
    M	Task.Command
    O	command	!
    F	1	request	s		command	The request being asked for
    F	2	detection_threshold	e:Task.DiscreteThreshold		command	The requested sensitivity of sensor during the task
    F	3	detection_report_rate	e:Task.DiscreteThreshold		command	The requested reporting rate of sensor during the task
    F	4	classification_threshold	e:Task.DiscreteThreshold		command	The requested classification sensitivity of sensor during the task
    F	5	mode_change	s		command	Mode change for the ASM
    F	6	look_at	m:LocationOrRangeBearing		command	LookAt command for tasking pointing ASMs
    F	8	command_parameter	s			Parameter string for some commands
    F	9	move_to	m:LocationList		command	command for instructing a mobile node to move to a new location
    F	10	patrol	m:LocationList		command	command for instructing a mobile node to continually patrol a route until instructed otherwise
    F	11	follow	m:FollowObject		command	command for instructing a mobile node to follow a moving object until instructed otherwise
    M	FollowObject
    F	1	follow_object_id	s	!l		This field specifies the object_id (from the Detection Messages) of the object the mobile node should follow
    M	TaskAck
    F	1	task_id	s	!l		ULID of task that is being acknowledged
    F	2	task_status	e:TaskAck.TaskStatus	!		Status of the task (accepted or rejected)
    F	4	associated_file	m:AssociatedFile			File associated with task being acknowledged
    F	5	reason	s	r		Reason(s) for the rejection if task is rejected, completed, or failed
    M	Alert
    O	location_oneof
    F	1	alert_id	s	!l		ULID for the message
    F	2	alert_type	e:Alert.AlertType			Type of alert message
    F	3	status	e:Alert.AlertStatus			State of the information in this message
    F	4	description	s			Description of the alert (normally displayed on a GUI)
    F	5	range_bearing	m:RangeBearing		location_oneof	Location of the alert in Sphereical coordinates
    F	6	location	m:Location		location_oneof	Location of the alert in Geo coordinates
    F	7	region_id	s	l		ULID of the region the alert is from
    F	8	priority	e:Alert.DiscretePriority			Priority of the alert
    F	9	ranking	f	c		0-1
    F	10	confidence	f	c		Confidence (0-1) that the alert is not a false-alarm
    F	11	associated_file	m:AssociatedFile	r		URL linking to any files associated with the alert
    F	12	associated_detection	m:AssociatedDetection	r		Detections associated with the alert
    F	13	additional_information	s			Any additional information that may be useful for the alert consumer
    M	AlertAck
    F	1	alert_id	s	!l		ULID for the message
    F	4	reason	s	r		Reason(s) why alert was not accepted
    F	5	alert_ack_status	e:AlertAck.AlertAckStatus	!		State of the information in this message
    M	Error
    F	1	packet	y	!		Packet which caused the error
    F	3	error_message	s	r!		Description of the error being reported, this field is an array to allow multiple errors to be reported in one go
    E	Registration.NodeType
    V	0	NODE_TYPE_UNSPECIFIED
    V	1	NODE_TYPE_OTHER
    V	2	NODE_TYPE_RADAR
    V	3	NODE_TYPE_LIDAR
    V	4	NODE_TYPE_CAMERA
    V	5	NODE_TYPE_SEISMIC
    V	6	NODE_TYPE_ACOUSTIC
    V	7	NODE_TYPE_PROXIMITY_SENSOR
    V	8	NODE_TYPE_PASSIVE_RF
    V	9	NODE_TYPE_HUMAN
    V	10	NODE_TYPE_CHEMICAL
    V	11	NODE_TYPE_BIOLOGICAL
    V	12	NODE_TYPE_RADIATION
    V	13	NODE_TYPE_KINETIC
    V	14	NODE_TYPE_JAMMER
    V	15	NODE_TYPE_CYBER
    V	16	NODE_TYPE_LDEW
    V	17	NODE_TYPE_RFDEW
    V	18	NODE_TYPE_MOBILE_NODE
    V	19	NODE_TYPE_POINTABLE_NODE
    V	20	NODE_TYPE_FUSION_NODE
    E	Registration.TimeUnits
    V	0	TIME_UNITS_UNSPECIFIED
    V	1	TIME_UNITS_NANOSECONDS
    V	2	TIME_UNITS_MICROSECONDS
    V	3	TIME_UNITS_MILLISECONDS
    V	4	TIME_UNITS_SECONDS
    V	5	TIME_UNITS_MINUTES
    V	6	TIME_UNITS_HOURS
    V	7	TIME_UNITS_DAYS
    E	LocationCoordinateSystem
    V	0	LOCATION_COORDINATE_SYSTEM_UNSPECIFIED
    V	1	LOCATION_COORDINATE_SYSTEM_LAT_LNG_DEG_M
    V	2	LOCATION_COORDINATE_SYSTEM_LAT_LNG_RAD_M
    V	5	LOCATION_COORDINATE_SYSTEM_UTM_M
    E	RangeBearingCoordinateSystem
    V	0	RANGE_BEARING_COORDINATE_SYSTEM_UNSPECIFIED
    V	1	RANGE_BEARING_COORDINATE_SYSTEM_DEGREES_M
    V	2	RANGE_BEARING_COORDINATE_SYSTEM_RADIANS_M
    V	3	RANGE_BEARING_COORDINATE_SYSTEM_DEGREES_KM
    V	4	RANGE_BEARING_COORDINATE_SYSTEM_RADIANS_KM
    E	LocationDatum
    V	0	LOCATION_DATUM_UNSPECIFIED
    V	1	LOCATION_DATUM_WGS84_E
    V	2	LOCATION_DATUM_WGS84_G
    E	RangeBearingDatum
    V	0	RANGE_BEARING_DATUM_UNSPECIFIED
    V	1	RANGE_BEARING_DATUM_TRUE
    V	2	RANGE_BEARING_DATUM_MAGNETIC
    V	3	RANGE_BEARING_DATUM_GRID
    V	4	RANGE_BEARING_DATUM_PLATFORM
    E	Registration.StatusReportCategory
    V	0	STATUS_REPORT_CATEGORY_UNSPECIFIED
    V	1	STATUS_REPORT_CATEGORY_SENSOR
    V	2	STATUS_REPORT_CATEGORY_POWER
    V	3	STATUS_REPORT_CATEGORY_MODE
    V	4	STATUS_REPORT_CATEGORY_STATUS
    E	Registration.ModeType
    V	0	MODE_TYPE_UNSPECIFIED
    V	1	MODE_TYPE_PERMANENT
    V	2	MODE_TYPE_TEMPORARY
    V	3	MODE_TYPE_DEFAULT
    E	Registration.ScanType
    V	0	SCAN_TYPE_UNSPECIFIED
    V	1	SCAN_TYPE_FIXED
    V	2	SCAN_TYPE_SCANNING
    V	3	SCAN_TYPE_STEERABLE
    E	Registration.TrackingType
    V	0	TRACKING_TYPE_UNSPECIFIED
    V	1	TRACKING_TYPE_NONE
    V	2	TRACKING_TYPE_TRACKLET
    V	3	TRACKING_TYPE_TRACK
    V	4	TRACKING_TYPE_TRACK_WITH_RE_ID
    E	Registration.DetectionReportCategory
    V	0	DETECTION_REPORT_CATEGORY_UNSPECIFIED
    V	1	DETECTION_REPORT_CATEGORY_DETECTION
    V	2	DETECTION_REPORT_CATEGORY_TRACK
    V	3	DETECTION_REPORT_CATEGORY_OBJECT
    V	4	DETECTION_REPORT_CATEGORY_SIGNAL
    E	Registration.ConfidenceDefinition
    V	0	CONFIDENCE_DEFINITION_UNSPECIFIED
    V	1	CONFIDENCE_DEFINITION_SINGLE_CLASS
    V	2	CONFIDENCE_DEFINITION_MULTI_CLASS
    E	SpeedUnits
    V	0	SPEED_UNITS_UNSPECIFIED
    V	1	SPEED_UNITS_MS
    V	2	SPEED_UNITS_KPH
    E	Registration.RegionType
    V	0	REGION_TYPE_UNSPECIFIED
    V	1	REGION_TYPE_AREA_OF_INTEREST
    V	2	REGION_TYPE_IGNORE
    V	3	REGION_TYPE_BOUNDARY
    V	4	REGION_TYPE_MOBILE_NODE_NO_GO_AREA
    V	5	REGION_TYPE_MOBILE_NODE_GO_AREA
    E	Operator
    V	0	OPERATOR_UNSPECIFIED
    V	1	OPERATOR_ALL
    V	2	OPERATOR_GREATER_THAN
    V	3	OPERATOR_LESS_THAN
    V	4	OPERATOR_EQUAL
    E	Registration.CommandType
    V	0	COMMAND_TYPE_UNSPECIFIED
    V	1	COMMAND_TYPE_REQUEST
    V	2	COMMAND_TYPE_DETECTION_THRESHOLD
    V	3	COMMAND_TYPE_DETECTION_REPORT_RATE
    V	4	COMMAND_TYPE_CLASSIFICATION_THRESHOLD
    V	5	COMMAND_TYPE_MODE_CHANGE
    V	6	COMMAND_TYPE_LOOK_AT
    V	7	COMMAND_TYPE_MOVE_TO
    V	8	COMMAND_TYPE_PATROL
    V	9	COMMAND_TYPE_FOLLOW
    E	StatusReport.System
    V	0	SYSTEM_UNSPECIFIED
    V	1	SYSTEM_OK
    V	2	SYSTEM_WARNING
    V	3	SYSTEM_ERROR
    V	5	SYSTEM_GOODBYE
    E	StatusReport.Info
    V	0	INFO_UNSPECIFIED
    V	1	INFO_NEW
    V	2	INFO_UNCHANGED
    E	StatusReport.PowerSource
    V	0	POWERSOURCE_UNSPECIFIED
    V	1	POWERSOURCE_OTHER
    V	2	POWERSOURCE_MAINS
    V	3	POWERSOURCE_INTERNAL_BATTERY
    V	4	POWERSOURCE_EXTERNAL_BATTERY
    V	5	POWERSOURCE_GENERATOR
    V	6	POWERSOURCE_SOLAR_PV
    V	7	POWERSOURCE_WIND_TURBINE
    V	8	POWERSOURCE_FUEL_CELL
    E	StatusReport.PowerStatus
    V	0	POWERSTATUS_UNSPECIFIED
    V	1	POWERSTATUS_OK
    V	2	POWERSTATUS_FAULT
    E	StatusReport.StatusLevel
    V	0	STATUS_LEVEL_UNSPECIFIED
    V	2	STATUS_LEVEL_INFORMATION_STATUS
    V	3	STATUS_LEVEL_WARNING_STATUS
    V	4	STATUS_LEVEL_ERROR_STATUS
    E	StatusReport.StatusType
    V	0	STATUS_TYPE_UNSPECIFIED
    V	1	STATUS_TYPE_INTERNAL_FAULT
    V	2	STATUS_TYPE_EXTERNAL_FAULT
    V	3	STATUS_TYPE_ILLUMINATION
    V	4	STATUS_TYPE_WEATHER
    V	5	STATUS_TYPE_CLUTTER
    V	6	STATUS_TYPE_EXPOSURE
    V	7	STATUS_TYPE_MOTION_SENSITIVITY
    V	8	STATUS_TYPE_PTZ_STATUS
    V	9	STATUS_TYPE_PD
    V	10	STATUS_TYPE_FAR
    V	11	STATUS_TYPE_NOT_DETECTING
    V	12	STATUS_TYPE_PLATFORM
    V	13	STATUS_TYPE_OTHER
    E	AssociationRelation
    V	0	ASSOCIATION_RELATION_UNSPECIFIED
    V	1	ASSOCIATION_RELATION_NO_RELATION
    V	2	ASSOCIATION_RELATION_PARENT
    V	3	ASSOCIATION_RELATION_CHILD
    V	4	ASSOCIATION_RELATION_SIBLING
    E	Task.Control
    V	0	CONTROL_UNSPECIFIED
    V	1	CONTROL_START
    V	2	CONTROL_STOP
    V	3	CONTROL_PAUSE
    E	Task.RegionType
    V	0	REGION_TYPE_UNSPECIFIED
    V	1	REGION_TYPE_AREA_OF_INTEREST
    V	2	REGION_TYPE_IGNORE
    V	3	REGION_TYPE_BOUNDARY
    V	4	REGION_TYPE_MOBILE_NODE_NO_GO_AREA
    V	5	REGION_TYPE_MOBILE_NODE_GO_AREA
    E	Task.DiscreteThreshold
    V	0	DISCRETE_THRESHOLD_UNSPECIFIED
    V	1	DISCRETE_THRESHOLD_LOW
    V	2	DISCRETE_THRESHOLD_MEDIUM
    V	3	DISCRETE_THRESHOLD_HIGH
    E	TaskAck.TaskStatus
    V	0	TASK_STATUS_UNSPECIFIED
    V	1	TASK_STATUS_ACCEPTED
    V	2	TASK_STATUS_REJECTED
    V	3	TASK_STATUS_COMPLETED
    V	4	TASK_STATUS_FAILED
    E	Alert.AlertType
    V	0	ALERT_TYPE_UNSPECIFIED
    V	1	ALERT_TYPE_INFORMATION
    V	2	ALERT_TYPE_WARNING
    V	3	ALERT_TYPE_CRITICAL
    V	4	ALERT_TYPE_ERROR
    V	5	ALERT_TYPE_FATAL
    V	6	ALERT_TYPE_MODE_CHANGE
    E	Alert.AlertStatus
    V	0	ALERT_STATUS_UNSPECIFIED
    V	1	ALERT_STATUS_ACTIVE
    V	2	ALERT_STATUS_ACKNOWLEDGE
    V	3	ALERT_STATUS_REJECT
    V	4	ALERT_STATUS_IGNORE
    V	5	ALERT_STATUS_CLEAR
    E	Alert.DiscretePriority
    V	0	DISCRETE_PRIORITY_UNSPECIFIED
    V	1	DISCRETE_PRIORITY_LOW
    V	2	DISCRETE_PRIORITY_MEDIUM
    V	3	DISCRETE_PRIORITY_HIGH
    E	AlertAck.AlertAckStatus
    V	0	ALERT_ACK_STATUS_UNSPECIFIED
    V	1	ALERT_ACK_STATUS_ACCEPTED
    V	2	ALERT_ACK_STATUS_REJECTED
    V	3	ALERT_ACK_STATUS_CANCELLED
    """
}
