//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes ssm`, not by hand, from botocore 1.44.8,
//! `data/ssm/2014-11-06/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Member, Model, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "ssm",
    target_prefix: Some("AmazonSSM"),
    version: "2014-11-06",
    namespace: None,
    names: &[
        ("AddTagsToResource", "POST", "/"),
        ("AssociateOpsItemRelatedItem", "POST", "/"),
        ("CancelCommand", "POST", "/"),
        ("CancelMaintenanceWindowExecution", "POST", "/"),
        ("CreateActivation", "POST", "/"),
        ("CreateAssociation", "POST", "/"),
        ("CreateAssociationBatch", "POST", "/"),
        ("CreateCloudConnector", "POST", "/"),
        ("CreateDocument", "POST", "/"),
        ("CreateMaintenanceWindow", "POST", "/"),
        ("CreateOpsItem", "POST", "/"),
        ("CreateOpsMetadata", "POST", "/"),
        ("CreatePatchBaseline", "POST", "/"),
        ("CreateResourceDataSync", "POST", "/"),
        ("DeleteActivation", "POST", "/"),
        ("DeleteAssociation", "POST", "/"),
        ("DeleteCloudConnector", "POST", "/"),
        ("DeleteDocument", "POST", "/"),
        ("DeleteInventory", "POST", "/"),
        ("DeleteMaintenanceWindow", "POST", "/"),
        ("DeleteOpsItem", "POST", "/"),
        ("DeleteOpsMetadata", "POST", "/"),
        ("DeleteParameter", "POST", "/"),
        ("DeleteParameters", "POST", "/"),
        ("DeletePatchBaseline", "POST", "/"),
        ("DeleteResourceDataSync", "POST", "/"),
        ("DeleteResourcePolicy", "POST", "/"),
        ("DeregisterDefaultHostManagementConfiguration", "POST", "/"),
        ("DeregisterManagedInstance", "POST", "/"),
        ("DeregisterPatchBaselineForPatchGroup", "POST", "/"),
        ("DeregisterTargetFromMaintenanceWindow", "POST", "/"),
        ("DeregisterTaskFromMaintenanceWindow", "POST", "/"),
        ("DescribeActivations", "POST", "/"),
        ("DescribeAssociation", "POST", "/"),
        ("DescribeAssociationExecutionTargets", "POST", "/"),
        ("DescribeAssociationExecutions", "POST", "/"),
        ("DescribeAutomationExecutions", "POST", "/"),
        ("DescribeAutomationStepExecutions", "POST", "/"),
        ("DescribeAvailablePatches", "POST", "/"),
        ("DescribeDocument", "POST", "/"),
        ("DescribeDocumentPermission", "POST", "/"),
        ("DescribeEffectiveInstanceAssociations", "POST", "/"),
        ("DescribeEffectivePatchesForPatchBaseline", "POST", "/"),
        ("DescribeInstanceAssociationsStatus", "POST", "/"),
        ("DescribeInstanceInformation", "POST", "/"),
        ("DescribeInstancePatchStates", "POST", "/"),
        ("DescribeInstancePatchStatesForPatchGroup", "POST", "/"),
        ("DescribeInstancePatches", "POST", "/"),
        ("DescribeInstanceProperties", "POST", "/"),
        ("DescribeInventoryDeletions", "POST", "/"),
        ("DescribeMaintenanceWindowExecutionTaskInvocations", "POST", "/"),
        ("DescribeMaintenanceWindowExecutionTasks", "POST", "/"),
        ("DescribeMaintenanceWindowExecutions", "POST", "/"),
        ("DescribeMaintenanceWindowSchedule", "POST", "/"),
        ("DescribeMaintenanceWindowTargets", "POST", "/"),
        ("DescribeMaintenanceWindowTasks", "POST", "/"),
        ("DescribeMaintenanceWindows", "POST", "/"),
        ("DescribeMaintenanceWindowsForTarget", "POST", "/"),
        ("DescribeOpsItems", "POST", "/"),
        ("DescribeParameters", "POST", "/"),
        ("DescribePatchBaselines", "POST", "/"),
        ("DescribePatchGroupState", "POST", "/"),
        ("DescribePatchGroups", "POST", "/"),
        ("DescribePatchProperties", "POST", "/"),
        ("DescribeSessions", "POST", "/"),
        ("DisassociateOpsItemRelatedItem", "POST", "/"),
        ("GetAccessToken", "POST", "/"),
        ("GetAutomationExecution", "POST", "/"),
        ("GetCalendarState", "POST", "/"),
        ("GetCloudConnector", "POST", "/"),
        ("GetCommandInvocation", "POST", "/"),
        ("GetConnectionStatus", "POST", "/"),
        ("GetDefaultPatchBaseline", "POST", "/"),
        ("GetDeployablePatchSnapshotForInstance", "POST", "/"),
        ("GetDocument", "POST", "/"),
        ("GetExecutionPreview", "POST", "/"),
        ("GetInventory", "POST", "/"),
        ("GetInventorySchema", "POST", "/"),
        ("GetMaintenanceWindow", "POST", "/"),
        ("GetMaintenanceWindowExecution", "POST", "/"),
        ("GetMaintenanceWindowExecutionTask", "POST", "/"),
        ("GetMaintenanceWindowExecutionTaskInvocation", "POST", "/"),
        ("GetMaintenanceWindowTask", "POST", "/"),
        ("GetOpsItem", "POST", "/"),
        ("GetOpsMetadata", "POST", "/"),
        ("GetOpsSummary", "POST", "/"),
        ("GetParameter", "POST", "/"),
        ("GetParameterHistory", "POST", "/"),
        ("GetParameters", "POST", "/"),
        ("GetParametersByPath", "POST", "/"),
        ("GetPatchBaseline", "POST", "/"),
        ("GetPatchBaselineForPatchGroup", "POST", "/"),
        ("GetResourcePolicies", "POST", "/"),
        ("GetServiceSetting", "POST", "/"),
        ("LabelParameterVersion", "POST", "/"),
        ("ListAssociationVersions", "POST", "/"),
        ("ListAssociations", "POST", "/"),
        ("ListCloudConnectors", "POST", "/"),
        ("ListCommandInvocations", "POST", "/"),
        ("ListCommands", "POST", "/"),
        ("ListComplianceItems", "POST", "/"),
        ("ListComplianceSummaries", "POST", "/"),
        ("ListDocumentMetadataHistory", "POST", "/"),
        ("ListDocumentVersions", "POST", "/"),
        ("ListDocuments", "POST", "/"),
        ("ListInventoryEntries", "POST", "/"),
        ("ListNodes", "POST", "/"),
        ("ListNodesSummary", "POST", "/"),
        ("ListOpsItemEvents", "POST", "/"),
        ("ListOpsItemRelatedItems", "POST", "/"),
        ("ListOpsMetadata", "POST", "/"),
        ("ListResourceComplianceSummaries", "POST", "/"),
        ("ListResourceDataSync", "POST", "/"),
        ("ListTagsForResource", "POST", "/"),
        ("ModifyDocumentPermission", "POST", "/"),
        ("PutComplianceItems", "POST", "/"),
        ("PutInventory", "POST", "/"),
        ("PutParameter", "POST", "/"),
        ("PutResourcePolicy", "POST", "/"),
        ("RegisterDefaultHostManagementConfiguration", "POST", "/"),
        ("RegisterDefaultPatchBaseline", "POST", "/"),
        ("RegisterPatchBaselineForPatchGroup", "POST", "/"),
        ("RegisterTargetWithMaintenanceWindow", "POST", "/"),
        ("RegisterTaskWithMaintenanceWindow", "POST", "/"),
        ("RemoveTagsFromResource", "POST", "/"),
        ("ResetServiceSetting", "POST", "/"),
        ("ResumeSession", "POST", "/"),
        ("SendAutomationSignal", "POST", "/"),
        ("SendCommand", "POST", "/"),
        ("StartAccessRequest", "POST", "/"),
        ("StartAssociationsOnce", "POST", "/"),
        ("StartAutomationExecution", "POST", "/"),
        ("StartChangeRequestExecution", "POST", "/"),
        ("StartExecutionPreview", "POST", "/"),
        ("StartSession", "POST", "/"),
        ("StopAutomationExecution", "POST", "/"),
        ("TerminateSession", "POST", "/"),
        ("UnlabelParameterVersion", "POST", "/"),
        ("UpdateAssociation", "POST", "/"),
        ("UpdateAssociationStatus", "POST", "/"),
        ("UpdateCloudConnector", "POST", "/"),
        ("UpdateDocument", "POST", "/"),
        ("UpdateDocumentDefaultVersion", "POST", "/"),
        ("UpdateDocumentMetadata", "POST", "/"),
        ("UpdateMaintenanceWindow", "POST", "/"),
        ("UpdateMaintenanceWindowTarget", "POST", "/"),
        ("UpdateMaintenanceWindowTask", "POST", "/"),
        ("UpdateManagedInstanceRole", "POST", "/"),
        ("UpdateOpsItem", "POST", "/"),
        ("UpdateOpsMetadata", "POST", "/"),
        ("UpdatePatchBaseline", "POST", "/"),
        ("UpdateResourceDataSync", "POST", "/"),
        ("UpdateServiceSetting", "POST", "/"),
        ("ValidateCloudConnector", "POST", "/"),
    ],
    errors: &[
        ACCESS_DENIED_EXCEPTION,
        ALREADY_EXISTS_EXCEPTION,
        ASSOCIATED_INSTANCES,
        ASSOCIATION_ALREADY_EXISTS,
        ASSOCIATION_DOES_NOT_EXIST,
        ASSOCIATION_EXECUTION_DOES_NOT_EXIST,
        ASSOCIATION_LIMIT_EXCEEDED,
        ASSOCIATION_VERSION_LIMIT_EXCEEDED,
        AUTOMATION_DEFINITION_NOT_APPROVED_EXCEPTION,
        AUTOMATION_DEFINITION_NOT_FOUND_EXCEPTION,
        AUTOMATION_DEFINITION_VERSION_NOT_FOUND_EXCEPTION,
        AUTOMATION_EXECUTION_LIMIT_EXCEEDED_EXCEPTION,
        AUTOMATION_EXECUTION_NOT_FOUND_EXCEPTION,
        AUTOMATION_STEP_NOT_FOUND_EXCEPTION,
        COMPLIANCE_TYPE_COUNT_LIMIT_EXCEEDED_EXCEPTION,
        CONFLICT_EXCEPTION,
        CUSTOM_SCHEMA_COUNT_LIMIT_EXCEEDED_EXCEPTION,
        DOCUMENT_ALREADY_EXISTS,
        DOCUMENT_LIMIT_EXCEEDED,
        DOCUMENT_PERMISSION_LIMIT,
        DOCUMENT_VERSION_LIMIT_EXCEEDED,
        DOES_NOT_EXIST_EXCEPTION,
        DUPLICATE_DOCUMENT_CONTENT,
        DUPLICATE_DOCUMENT_VERSION_NAME,
        DUPLICATE_INSTANCE_ID,
        FEATURE_NOT_AVAILABLE_EXCEPTION,
        HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION,
        HIERARCHY_TYPE_MISMATCH_EXCEPTION,
        IDEMPOTENT_PARAMETER_MISMATCH,
        INCOMPATIBLE_POLICY_EXCEPTION,
        INTERNAL_SERVER_ERROR,
        INVALID_ACTIVATION,
        INVALID_ACTIVATION_ID,
        INVALID_AGGREGATOR_EXCEPTION,
        INVALID_ALLOWED_PATTERN_EXCEPTION,
        INVALID_ASSOCIATION,
        INVALID_ASSOCIATION_VERSION,
        INVALID_AUTOMATION_EXECUTION_PARAMETERS_EXCEPTION,
        INVALID_AUTOMATION_SIGNAL_EXCEPTION,
        INVALID_AUTOMATION_STATUS_UPDATE_EXCEPTION,
        INVALID_COMMAND_ID,
        INVALID_DELETE_INVENTORY_PARAMETERS_EXCEPTION,
        INVALID_DELETION_ID_EXCEPTION,
        INVALID_DOCUMENT,
        INVALID_DOCUMENT_CONTENT,
        INVALID_DOCUMENT_OPERATION,
        INVALID_DOCUMENT_SCHEMA_VERSION,
        INVALID_DOCUMENT_TYPE,
        INVALID_DOCUMENT_VERSION,
        INVALID_FILTER,
        INVALID_FILTER_KEY,
        INVALID_FILTER_OPTION,
        INVALID_FILTER_VALUE,
        INVALID_INSTANCE_ID,
        INVALID_INSTANCE_INFORMATION_FILTER_VALUE,
        INVALID_INSTANCE_PROPERTY_FILTER_VALUE,
        INVALID_INVENTORY_GROUP_EXCEPTION,
        INVALID_INVENTORY_ITEM_CONTEXT_EXCEPTION,
        INVALID_INVENTORY_REQUEST_EXCEPTION,
        INVALID_ITEM_CONTENT_EXCEPTION,
        INVALID_KEY_ID,
        INVALID_NEXT_TOKEN,
        INVALID_NOTIFICATION_CONFIG,
        INVALID_OPTION_EXCEPTION,
        INVALID_OUTPUT_FOLDER,
        INVALID_OUTPUT_LOCATION,
        INVALID_PARAMETERS,
        INVALID_PERMISSION_TYPE,
        INVALID_PLUGIN_NAME,
        INVALID_POLICY_ATTRIBUTE_EXCEPTION,
        INVALID_POLICY_TYPE_EXCEPTION,
        INVALID_RESOURCE_ID,
        INVALID_RESOURCE_TYPE,
        INVALID_RESULT_ATTRIBUTE_EXCEPTION,
        INVALID_ROLE,
        INVALID_SCHEDULE,
        INVALID_TAG,
        INVALID_TARGET,
        INVALID_TARGET_MAPS,
        INVALID_TYPE_NAME_EXCEPTION,
        INVALID_UPDATE,
        INVOCATION_DOES_NOT_EXIST,
        ITEM_CONTENT_MISMATCH_EXCEPTION,
        ITEM_SIZE_LIMIT_EXCEEDED_EXCEPTION,
        MALFORMED_RESOURCE_POLICY_DOCUMENT_EXCEPTION,
        MAX_DOCUMENT_SIZE_EXCEEDED,
        NO_LONGER_SUPPORTED_EXCEPTION,
        OPS_ITEM_ACCESS_DENIED_EXCEPTION,
        OPS_ITEM_ALREADY_EXISTS_EXCEPTION,
        OPS_ITEM_CONFLICT_EXCEPTION,
        OPS_ITEM_INVALID_PARAMETER_EXCEPTION,
        OPS_ITEM_LIMIT_EXCEEDED_EXCEPTION,
        OPS_ITEM_NOT_FOUND_EXCEPTION,
        OPS_ITEM_RELATED_ITEM_ALREADY_EXISTS_EXCEPTION,
        OPS_ITEM_RELATED_ITEM_ASSOCIATION_NOT_FOUND_EXCEPTION,
        OPS_METADATA_ALREADY_EXISTS_EXCEPTION,
        OPS_METADATA_INVALID_ARGUMENT_EXCEPTION,
        OPS_METADATA_KEY_LIMIT_EXCEEDED_EXCEPTION,
        OPS_METADATA_LIMIT_EXCEEDED_EXCEPTION,
        OPS_METADATA_NOT_FOUND_EXCEPTION,
        OPS_METADATA_TOO_MANY_UPDATES_EXCEPTION,
        PARAMETER_ALREADY_EXISTS,
        PARAMETER_LIMIT_EXCEEDED,
        PARAMETER_MAX_VERSION_LIMIT_EXCEEDED,
        PARAMETER_NOT_FOUND,
        PARAMETER_PATTERN_MISMATCH_EXCEPTION,
        PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED,
        PARAMETER_VERSION_NOT_FOUND,
        POLICIES_LIMIT_EXCEEDED_EXCEPTION,
        RESOURCE_DATA_SYNC_ALREADY_EXISTS_EXCEPTION,
        RESOURCE_DATA_SYNC_CONFLICT_EXCEPTION,
        RESOURCE_DATA_SYNC_COUNT_EXCEEDED_EXCEPTION,
        RESOURCE_DATA_SYNC_INVALID_CONFIGURATION_EXCEPTION,
        RESOURCE_DATA_SYNC_NOT_FOUND_EXCEPTION,
        RESOURCE_IN_USE_EXCEPTION,
        RESOURCE_LIMIT_EXCEEDED_EXCEPTION,
        RESOURCE_NOT_FOUND_EXCEPTION,
        RESOURCE_POLICY_CONFLICT_EXCEPTION,
        RESOURCE_POLICY_INVALID_PARAMETER_EXCEPTION,
        RESOURCE_POLICY_LIMIT_EXCEEDED_EXCEPTION,
        RESOURCE_POLICY_NOT_FOUND_EXCEPTION,
        SERVICE_QUOTA_EXCEEDED_EXCEPTION,
        SERVICE_SETTING_NOT_FOUND,
        STATUS_UNCHANGED,
        SUB_TYPE_COUNT_LIMIT_EXCEEDED_EXCEPTION,
        TARGET_IN_USE_EXCEPTION,
        TARGET_NOT_CONNECTED,
        THROTTLING_EXCEPTION,
        TOO_MANY_TAGS_ERROR,
        TOO_MANY_UPDATES,
        TOTAL_SIZE_LIMIT_EXCEEDED_EXCEPTION,
        UNSUPPORTED_CALENDAR_EXCEPTION,
        UNSUPPORTED_FEATURE_REQUIRED_EXCEPTION,
        UNSUPPORTED_INVENTORY_ITEM_CONTEXT_EXCEPTION,
        UNSUPPORTED_INVENTORY_SCHEMA_VERSION_EXCEPTION,
        UNSUPPORTED_OPERATING_SYSTEM,
        UNSUPPORTED_OPERATION_EXCEPTION,
        UNSUPPORTED_PARAMETER_TYPE,
        UNSUPPORTED_PLATFORM_TYPE,
        VALIDATION_EXCEPTION,
    ],
};

pub const ACCESS_DENIED_EXCEPTION: ErrorShape =
    ErrorShape { name: "AccessDeniedException", code: "AccessDeniedException", status: 400, sender: true };

pub const ALREADY_EXISTS_EXCEPTION: ErrorShape =
    ErrorShape { name: "AlreadyExistsException", code: "AlreadyExistsException", status: 400, sender: true };

pub const ASSOCIATED_INSTANCES: ErrorShape =
    ErrorShape { name: "AssociatedInstances", code: "AssociatedInstances", status: 400, sender: true };

pub const ASSOCIATION_ALREADY_EXISTS: ErrorShape = ErrorShape {
    name: "AssociationAlreadyExists",
    code: "AssociationAlreadyExists",
    status: 400,
    sender: true,
};

pub const ASSOCIATION_DOES_NOT_EXIST: ErrorShape = ErrorShape {
    name: "AssociationDoesNotExist",
    code: "AssociationDoesNotExist",
    status: 400,
    sender: true,
};

pub const ASSOCIATION_EXECUTION_DOES_NOT_EXIST: ErrorShape = ErrorShape {
    name: "AssociationExecutionDoesNotExist",
    code: "AssociationExecutionDoesNotExist",
    status: 400,
    sender: true,
};

pub const ASSOCIATION_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "AssociationLimitExceeded",
    code: "AssociationLimitExceeded",
    status: 400,
    sender: true,
};

pub const ASSOCIATION_VERSION_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "AssociationVersionLimitExceeded",
    code: "AssociationVersionLimitExceeded",
    status: 400,
    sender: true,
};

pub const AUTOMATION_DEFINITION_NOT_APPROVED_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationDefinitionNotApprovedException",
    code: "AutomationDefinitionNotApprovedException",
    status: 400,
    sender: true,
};

pub const AUTOMATION_DEFINITION_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationDefinitionNotFoundException",
    code: "AutomationDefinitionNotFoundException",
    status: 400,
    sender: true,
};

pub const AUTOMATION_DEFINITION_VERSION_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationDefinitionVersionNotFoundException",
    code: "AutomationDefinitionVersionNotFoundException",
    status: 400,
    sender: true,
};

pub const AUTOMATION_EXECUTION_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationExecutionLimitExceededException",
    code: "AutomationExecutionLimitExceededException",
    status: 400,
    sender: true,
};

pub const AUTOMATION_EXECUTION_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationExecutionNotFoundException",
    code: "AutomationExecutionNotFoundException",
    status: 400,
    sender: true,
};

pub const AUTOMATION_STEP_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "AutomationStepNotFoundException",
    code: "AutomationStepNotFoundException",
    status: 400,
    sender: true,
};

pub const COMPLIANCE_TYPE_COUNT_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ComplianceTypeCountLimitExceededException",
    code: "ComplianceTypeCountLimitExceededException",
    status: 400,
    sender: true,
};

pub const CONFLICT_EXCEPTION: ErrorShape =
    ErrorShape { name: "ConflictException", code: "ConflictException", status: 400, sender: true };

pub const CUSTOM_SCHEMA_COUNT_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CustomSchemaCountLimitExceededException",
    code: "CustomSchemaCountLimitExceededException",
    status: 400,
    sender: true,
};

pub const DOCUMENT_ALREADY_EXISTS: ErrorShape =
    ErrorShape { name: "DocumentAlreadyExists", code: "DocumentAlreadyExists", status: 400, sender: true };

pub const DOCUMENT_LIMIT_EXCEEDED: ErrorShape =
    ErrorShape { name: "DocumentLimitExceeded", code: "DocumentLimitExceeded", status: 400, sender: true };

pub const DOCUMENT_PERMISSION_LIMIT: ErrorShape = ErrorShape {
    name: "DocumentPermissionLimit",
    code: "DocumentPermissionLimit",
    status: 400,
    sender: true,
};

pub const DOCUMENT_VERSION_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "DocumentVersionLimitExceeded",
    code: "DocumentVersionLimitExceeded",
    status: 400,
    sender: true,
};

pub const DOES_NOT_EXIST_EXCEPTION: ErrorShape =
    ErrorShape { name: "DoesNotExistException", code: "DoesNotExistException", status: 400, sender: true };

pub const DUPLICATE_DOCUMENT_CONTENT: ErrorShape = ErrorShape {
    name: "DuplicateDocumentContent",
    code: "DuplicateDocumentContent",
    status: 400,
    sender: true,
};

pub const DUPLICATE_DOCUMENT_VERSION_NAME: ErrorShape = ErrorShape {
    name: "DuplicateDocumentVersionName",
    code: "DuplicateDocumentVersionName",
    status: 400,
    sender: true,
};

pub const DUPLICATE_INSTANCE_ID: ErrorShape =
    ErrorShape { name: "DuplicateInstanceId", code: "DuplicateInstanceId", status: 400, sender: true };

pub const FEATURE_NOT_AVAILABLE_EXCEPTION: ErrorShape = ErrorShape {
    name: "FeatureNotAvailableException",
    code: "FeatureNotAvailableException",
    status: 400,
    sender: true,
};

pub const HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "HierarchyLevelLimitExceededException",
    code: "HierarchyLevelLimitExceededException",
    status: 400,
    sender: true,
};

pub const HIERARCHY_TYPE_MISMATCH_EXCEPTION: ErrorShape = ErrorShape {
    name: "HierarchyTypeMismatchException",
    code: "HierarchyTypeMismatchException",
    status: 400,
    sender: true,
};

pub const IDEMPOTENT_PARAMETER_MISMATCH: ErrorShape = ErrorShape {
    name: "IdempotentParameterMismatch",
    code: "IdempotentParameterMismatch",
    status: 400,
    sender: true,
};

pub const INCOMPATIBLE_POLICY_EXCEPTION: ErrorShape = ErrorShape {
    name: "IncompatiblePolicyException",
    code: "IncompatiblePolicyException",
    status: 400,
    sender: true,
};

pub const INTERNAL_SERVER_ERROR: ErrorShape =
    ErrorShape { name: "InternalServerError", code: "InternalServerError", status: 500, sender: false };

pub const INVALID_ACTIVATION: ErrorShape =
    ErrorShape { name: "InvalidActivation", code: "InvalidActivation", status: 400, sender: true };

pub const INVALID_ACTIVATION_ID: ErrorShape =
    ErrorShape { name: "InvalidActivationId", code: "InvalidActivationId", status: 400, sender: true };

pub const INVALID_AGGREGATOR_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAggregatorException",
    code: "InvalidAggregatorException",
    status: 400,
    sender: true,
};

pub const INVALID_ALLOWED_PATTERN_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAllowedPatternException",
    code: "InvalidAllowedPatternException",
    status: 400,
    sender: true,
};

pub const INVALID_ASSOCIATION: ErrorShape =
    ErrorShape { name: "InvalidAssociation", code: "InvalidAssociation", status: 400, sender: true };

pub const INVALID_ASSOCIATION_VERSION: ErrorShape = ErrorShape {
    name: "InvalidAssociationVersion",
    code: "InvalidAssociationVersion",
    status: 400,
    sender: true,
};

pub const INVALID_AUTOMATION_EXECUTION_PARAMETERS_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAutomationExecutionParametersException",
    code: "InvalidAutomationExecutionParametersException",
    status: 400,
    sender: true,
};

pub const INVALID_AUTOMATION_SIGNAL_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAutomationSignalException",
    code: "InvalidAutomationSignalException",
    status: 400,
    sender: true,
};

pub const INVALID_AUTOMATION_STATUS_UPDATE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAutomationStatusUpdateException",
    code: "InvalidAutomationStatusUpdateException",
    status: 400,
    sender: true,
};

pub const INVALID_COMMAND_ID: ErrorShape =
    ErrorShape { name: "InvalidCommandId", code: "InvalidCommandId", status: 400, sender: true };

pub const INVALID_DELETE_INVENTORY_PARAMETERS_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidDeleteInventoryParametersException",
    code: "InvalidDeleteInventoryParametersException",
    status: 400,
    sender: true,
};

pub const INVALID_DELETION_ID_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidDeletionIdException",
    code: "InvalidDeletionIdException",
    status: 400,
    sender: true,
};

pub const INVALID_DOCUMENT: ErrorShape =
    ErrorShape { name: "InvalidDocument", code: "InvalidDocument", status: 400, sender: true };

pub const INVALID_DOCUMENT_CONTENT: ErrorShape =
    ErrorShape { name: "InvalidDocumentContent", code: "InvalidDocumentContent", status: 400, sender: true };

pub const INVALID_DOCUMENT_OPERATION: ErrorShape = ErrorShape {
    name: "InvalidDocumentOperation",
    code: "InvalidDocumentOperation",
    status: 400,
    sender: true,
};

pub const INVALID_DOCUMENT_SCHEMA_VERSION: ErrorShape = ErrorShape {
    name: "InvalidDocumentSchemaVersion",
    code: "InvalidDocumentSchemaVersion",
    status: 400,
    sender: true,
};

pub const INVALID_DOCUMENT_TYPE: ErrorShape =
    ErrorShape { name: "InvalidDocumentType", code: "InvalidDocumentType", status: 400, sender: true };

pub const INVALID_DOCUMENT_VERSION: ErrorShape =
    ErrorShape { name: "InvalidDocumentVersion", code: "InvalidDocumentVersion", status: 400, sender: true };

pub const INVALID_FILTER: ErrorShape =
    ErrorShape { name: "InvalidFilter", code: "InvalidFilter", status: 400, sender: true };

pub const INVALID_FILTER_KEY: ErrorShape =
    ErrorShape { name: "InvalidFilterKey", code: "InvalidFilterKey", status: 400, sender: true };

pub const INVALID_FILTER_OPTION: ErrorShape =
    ErrorShape { name: "InvalidFilterOption", code: "InvalidFilterOption", status: 400, sender: true };

pub const INVALID_FILTER_VALUE: ErrorShape =
    ErrorShape { name: "InvalidFilterValue", code: "InvalidFilterValue", status: 400, sender: true };

pub const INVALID_INSTANCE_ID: ErrorShape =
    ErrorShape { name: "InvalidInstanceId", code: "InvalidInstanceId", status: 400, sender: true };

pub const INVALID_INSTANCE_INFORMATION_FILTER_VALUE: ErrorShape = ErrorShape {
    name: "InvalidInstanceInformationFilterValue",
    code: "InvalidInstanceInformationFilterValue",
    status: 400,
    sender: true,
};

pub const INVALID_INSTANCE_PROPERTY_FILTER_VALUE: ErrorShape = ErrorShape {
    name: "InvalidInstancePropertyFilterValue",
    code: "InvalidInstancePropertyFilterValue",
    status: 400,
    sender: true,
};

pub const INVALID_INVENTORY_GROUP_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidInventoryGroupException",
    code: "InvalidInventoryGroupException",
    status: 400,
    sender: true,
};

pub const INVALID_INVENTORY_ITEM_CONTEXT_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidInventoryItemContextException",
    code: "InvalidInventoryItemContextException",
    status: 400,
    sender: true,
};

pub const INVALID_INVENTORY_REQUEST_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidInventoryRequestException",
    code: "InvalidInventoryRequestException",
    status: 400,
    sender: true,
};

pub const INVALID_ITEM_CONTENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidItemContentException",
    code: "InvalidItemContentException",
    status: 400,
    sender: true,
};

pub const INVALID_KEY_ID: ErrorShape =
    ErrorShape { name: "InvalidKeyId", code: "InvalidKeyId", status: 400, sender: true };

pub const INVALID_NEXT_TOKEN: ErrorShape =
    ErrorShape { name: "InvalidNextToken", code: "InvalidNextToken", status: 400, sender: true };

pub const INVALID_NOTIFICATION_CONFIG: ErrorShape = ErrorShape {
    name: "InvalidNotificationConfig",
    code: "InvalidNotificationConfig",
    status: 400,
    sender: true,
};

pub const INVALID_OPTION_EXCEPTION: ErrorShape =
    ErrorShape { name: "InvalidOptionException", code: "InvalidOptionException", status: 400, sender: true };

pub const INVALID_OUTPUT_FOLDER: ErrorShape =
    ErrorShape { name: "InvalidOutputFolder", code: "InvalidOutputFolder", status: 400, sender: true };

pub const INVALID_OUTPUT_LOCATION: ErrorShape =
    ErrorShape { name: "InvalidOutputLocation", code: "InvalidOutputLocation", status: 400, sender: true };

pub const INVALID_PARAMETERS: ErrorShape =
    ErrorShape { name: "InvalidParameters", code: "InvalidParameters", status: 400, sender: true };

pub const INVALID_PERMISSION_TYPE: ErrorShape =
    ErrorShape { name: "InvalidPermissionType", code: "InvalidPermissionType", status: 400, sender: true };

pub const INVALID_PLUGIN_NAME: ErrorShape =
    ErrorShape { name: "InvalidPluginName", code: "InvalidPluginName", status: 400, sender: true };

pub const INVALID_POLICY_ATTRIBUTE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidPolicyAttributeException",
    code: "InvalidPolicyAttributeException",
    status: 400,
    sender: true,
};

pub const INVALID_POLICY_TYPE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidPolicyTypeException",
    code: "InvalidPolicyTypeException",
    status: 400,
    sender: true,
};

pub const INVALID_RESOURCE_ID: ErrorShape =
    ErrorShape { name: "InvalidResourceId", code: "InvalidResourceId", status: 400, sender: true };

pub const INVALID_RESOURCE_TYPE: ErrorShape =
    ErrorShape { name: "InvalidResourceType", code: "InvalidResourceType", status: 400, sender: true };

pub const INVALID_RESULT_ATTRIBUTE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidResultAttributeException",
    code: "InvalidResultAttributeException",
    status: 400,
    sender: true,
};

pub const INVALID_ROLE: ErrorShape =
    ErrorShape { name: "InvalidRole", code: "InvalidRole", status: 400, sender: true };

pub const INVALID_SCHEDULE: ErrorShape =
    ErrorShape { name: "InvalidSchedule", code: "InvalidSchedule", status: 400, sender: true };

pub const INVALID_TAG: ErrorShape =
    ErrorShape { name: "InvalidTag", code: "InvalidTag", status: 400, sender: true };

pub const INVALID_TARGET: ErrorShape =
    ErrorShape { name: "InvalidTarget", code: "InvalidTarget", status: 400, sender: true };

pub const INVALID_TARGET_MAPS: ErrorShape =
    ErrorShape { name: "InvalidTargetMaps", code: "InvalidTargetMaps", status: 400, sender: true };

pub const INVALID_TYPE_NAME_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidTypeNameException",
    code: "InvalidTypeNameException",
    status: 400,
    sender: true,
};

pub const INVALID_UPDATE: ErrorShape =
    ErrorShape { name: "InvalidUpdate", code: "InvalidUpdate", status: 400, sender: true };

pub const INVOCATION_DOES_NOT_EXIST: ErrorShape =
    ErrorShape { name: "InvocationDoesNotExist", code: "InvocationDoesNotExist", status: 400, sender: true };

pub const ITEM_CONTENT_MISMATCH_EXCEPTION: ErrorShape = ErrorShape {
    name: "ItemContentMismatchException",
    code: "ItemContentMismatchException",
    status: 400,
    sender: true,
};

pub const ITEM_SIZE_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ItemSizeLimitExceededException",
    code: "ItemSizeLimitExceededException",
    status: 400,
    sender: true,
};

pub const MALFORMED_RESOURCE_POLICY_DOCUMENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedResourcePolicyDocumentException",
    code: "MalformedResourcePolicyDocumentException",
    status: 400,
    sender: true,
};

pub const MAX_DOCUMENT_SIZE_EXCEEDED: ErrorShape = ErrorShape {
    name: "MaxDocumentSizeExceeded",
    code: "MaxDocumentSizeExceeded",
    status: 400,
    sender: true,
};

pub const NO_LONGER_SUPPORTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "NoLongerSupportedException",
    code: "NoLongerSupportedException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_ACCESS_DENIED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemAccessDeniedException",
    code: "OpsItemAccessDeniedException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemAlreadyExistsException",
    code: "OpsItemAlreadyExistsException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_CONFLICT_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemConflictException",
    code: "OpsItemConflictException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_INVALID_PARAMETER_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemInvalidParameterException",
    code: "OpsItemInvalidParameterException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemLimitExceededException",
    code: "OpsItemLimitExceededException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemNotFoundException",
    code: "OpsItemNotFoundException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_RELATED_ITEM_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemRelatedItemAlreadyExistsException",
    code: "OpsItemRelatedItemAlreadyExistsException",
    status: 400,
    sender: true,
};

pub const OPS_ITEM_RELATED_ITEM_ASSOCIATION_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsItemRelatedItemAssociationNotFoundException",
    code: "OpsItemRelatedItemAssociationNotFoundException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataAlreadyExistsException",
    code: "OpsMetadataAlreadyExistsException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_INVALID_ARGUMENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataInvalidArgumentException",
    code: "OpsMetadataInvalidArgumentException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_KEY_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataKeyLimitExceededException",
    code: "OpsMetadataKeyLimitExceededException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataLimitExceededException",
    code: "OpsMetadataLimitExceededException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataNotFoundException",
    code: "OpsMetadataNotFoundException",
    status: 400,
    sender: true,
};

pub const OPS_METADATA_TOO_MANY_UPDATES_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpsMetadataTooManyUpdatesException",
    code: "OpsMetadataTooManyUpdatesException",
    status: 400,
    sender: true,
};

pub const PARAMETER_ALREADY_EXISTS: ErrorShape =
    ErrorShape { name: "ParameterAlreadyExists", code: "ParameterAlreadyExists", status: 400, sender: true };

pub const PARAMETER_LIMIT_EXCEEDED: ErrorShape =
    ErrorShape { name: "ParameterLimitExceeded", code: "ParameterLimitExceeded", status: 400, sender: true };

pub const PARAMETER_MAX_VERSION_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "ParameterMaxVersionLimitExceeded",
    code: "ParameterMaxVersionLimitExceeded",
    status: 400,
    sender: true,
};

pub const PARAMETER_NOT_FOUND: ErrorShape =
    ErrorShape { name: "ParameterNotFound", code: "ParameterNotFound", status: 400, sender: true };

pub const PARAMETER_PATTERN_MISMATCH_EXCEPTION: ErrorShape = ErrorShape {
    name: "ParameterPatternMismatchException",
    code: "ParameterPatternMismatchException",
    status: 400,
    sender: true,
};

pub const PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "ParameterVersionLabelLimitExceeded",
    code: "ParameterVersionLabelLimitExceeded",
    status: 400,
    sender: true,
};

pub const PARAMETER_VERSION_NOT_FOUND: ErrorShape = ErrorShape {
    name: "ParameterVersionNotFound",
    code: "ParameterVersionNotFound",
    status: 400,
    sender: true,
};

pub const POLICIES_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "PoliciesLimitExceededException",
    code: "PoliciesLimitExceededException",
    status: 400,
    sender: true,
};

pub const RESOURCE_DATA_SYNC_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceDataSyncAlreadyExistsException",
    code: "ResourceDataSyncAlreadyExistsException",
    status: 400,
    sender: true,
};

pub const RESOURCE_DATA_SYNC_CONFLICT_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceDataSyncConflictException",
    code: "ResourceDataSyncConflictException",
    status: 400,
    sender: true,
};

pub const RESOURCE_DATA_SYNC_COUNT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceDataSyncCountExceededException",
    code: "ResourceDataSyncCountExceededException",
    status: 400,
    sender: true,
};

pub const RESOURCE_DATA_SYNC_INVALID_CONFIGURATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceDataSyncInvalidConfigurationException",
    code: "ResourceDataSyncInvalidConfigurationException",
    status: 400,
    sender: true,
};

pub const RESOURCE_DATA_SYNC_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceDataSyncNotFoundException",
    code: "ResourceDataSyncNotFoundException",
    status: 400,
    sender: true,
};

pub const RESOURCE_IN_USE_EXCEPTION: ErrorShape =
    ErrorShape { name: "ResourceInUseException", code: "ResourceInUseException", status: 400, sender: true };

pub const RESOURCE_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceLimitExceededException",
    code: "ResourceLimitExceededException",
    status: 400,
    sender: true,
};

pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotFoundException",
    code: "ResourceNotFoundException",
    status: 400,
    sender: true,
};

pub const RESOURCE_POLICY_CONFLICT_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourcePolicyConflictException",
    code: "ResourcePolicyConflictException",
    status: 400,
    sender: true,
};

pub const RESOURCE_POLICY_INVALID_PARAMETER_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourcePolicyInvalidParameterException",
    code: "ResourcePolicyInvalidParameterException",
    status: 400,
    sender: true,
};

pub const RESOURCE_POLICY_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourcePolicyLimitExceededException",
    code: "ResourcePolicyLimitExceededException",
    status: 400,
    sender: true,
};

pub const RESOURCE_POLICY_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourcePolicyNotFoundException",
    code: "ResourcePolicyNotFoundException",
    status: 400,
    sender: true,
};

pub const SERVICE_QUOTA_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceQuotaExceededException",
    code: "ServiceQuotaExceededException",
    status: 400,
    sender: true,
};

pub const SERVICE_SETTING_NOT_FOUND: ErrorShape =
    ErrorShape { name: "ServiceSettingNotFound", code: "ServiceSettingNotFound", status: 400, sender: true };

pub const STATUS_UNCHANGED: ErrorShape =
    ErrorShape { name: "StatusUnchanged", code: "StatusUnchanged", status: 400, sender: true };

pub const SUB_TYPE_COUNT_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "SubTypeCountLimitExceededException",
    code: "SubTypeCountLimitExceededException",
    status: 400,
    sender: true,
};

pub const TARGET_IN_USE_EXCEPTION: ErrorShape =
    ErrorShape { name: "TargetInUseException", code: "TargetInUseException", status: 400, sender: true };

pub const TARGET_NOT_CONNECTED: ErrorShape =
    ErrorShape { name: "TargetNotConnected", code: "TargetNotConnected", status: 400, sender: true };

pub const THROTTLING_EXCEPTION: ErrorShape =
    ErrorShape { name: "ThrottlingException", code: "ThrottlingException", status: 400, sender: true };

pub const TOO_MANY_TAGS_ERROR: ErrorShape =
    ErrorShape { name: "TooManyTagsError", code: "TooManyTagsError", status: 400, sender: true };

pub const TOO_MANY_UPDATES: ErrorShape =
    ErrorShape { name: "TooManyUpdates", code: "TooManyUpdates", status: 400, sender: true };

pub const TOTAL_SIZE_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "TotalSizeLimitExceededException",
    code: "TotalSizeLimitExceededException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_CALENDAR_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedCalendarException",
    code: "UnsupportedCalendarException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_FEATURE_REQUIRED_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedFeatureRequiredException",
    code: "UnsupportedFeatureRequiredException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_INVENTORY_ITEM_CONTEXT_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedInventoryItemContextException",
    code: "UnsupportedInventoryItemContextException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_INVENTORY_SCHEMA_VERSION_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedInventorySchemaVersionException",
    code: "UnsupportedInventorySchemaVersionException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_OPERATING_SYSTEM: ErrorShape = ErrorShape {
    name: "UnsupportedOperatingSystem",
    code: "UnsupportedOperatingSystem",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_OPERATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedOperationException",
    code: "UnsupportedOperationException",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_PARAMETER_TYPE: ErrorShape = ErrorShape {
    name: "UnsupportedParameterType",
    code: "UnsupportedParameterType",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_PLATFORM_TYPE: ErrorShape = ErrorShape {
    name: "UnsupportedPlatformType",
    code: "UnsupportedPlatformType",
    status: 400,
    sender: true,
};

pub const VALIDATION_EXCEPTION: ErrorShape =
    ErrorShape { name: "ValidationException", code: "ValidationException", status: 400, sender: true };

pub static ADD_TAGS_TO_RESOURCE: Signature = Signature {
    name: "AddTagsToResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &ADD_TAGS_TO_RESOURCE_REQUEST,
    output: &ADD_TAGS_TO_RESOURCE_RESULT,
    wrapper: None,
};

pub static DELETE_PARAMETER: Signature = Signature {
    name: "DeleteParameter",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_PARAMETER_REQUEST,
    output: &DELETE_PARAMETER_RESULT,
    wrapper: None,
};

pub static DELETE_PARAMETERS: Signature = Signature {
    name: "DeleteParameters",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_PARAMETERS_REQUEST,
    output: &DELETE_PARAMETERS_RESULT,
    wrapper: None,
};

pub static DELETE_RESOURCE_POLICY: Signature = Signature {
    name: "DeleteResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_RESOURCE_POLICY_REQUEST,
    output: &DELETE_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_PARAMETERS: Signature = Signature {
    name: "DescribeParameters",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_PARAMETERS_REQUEST,
    output: &DESCRIBE_PARAMETERS_RESULT,
    wrapper: None,
};

pub static GET_PARAMETER: Signature = Signature {
    name: "GetParameter",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_PARAMETER_REQUEST,
    output: &GET_PARAMETER_RESULT,
    wrapper: None,
};

pub static GET_PARAMETER_HISTORY: Signature = Signature {
    name: "GetParameterHistory",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_PARAMETER_HISTORY_REQUEST,
    output: &GET_PARAMETER_HISTORY_RESULT,
    wrapper: None,
};

pub static GET_PARAMETERS: Signature = Signature {
    name: "GetParameters",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_PARAMETERS_REQUEST,
    output: &GET_PARAMETERS_RESULT,
    wrapper: None,
};

pub static GET_PARAMETERS_BY_PATH: Signature = Signature {
    name: "GetParametersByPath",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_PARAMETERS_BY_PATH_REQUEST,
    output: &GET_PARAMETERS_BY_PATH_RESULT,
    wrapper: None,
};

pub static GET_RESOURCE_POLICIES: Signature = Signature {
    name: "GetResourcePolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_RESOURCE_POLICIES_REQUEST,
    output: &GET_RESOURCE_POLICIES_RESPONSE,
    wrapper: None,
};

pub static GET_SERVICE_SETTING: Signature = Signature {
    name: "GetServiceSetting",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SERVICE_SETTING_REQUEST,
    output: &GET_SERVICE_SETTING_RESULT,
    wrapper: None,
};

pub static LABEL_PARAMETER_VERSION: Signature = Signature {
    name: "LabelParameterVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &LABEL_PARAMETER_VERSION_REQUEST,
    output: &LABEL_PARAMETER_VERSION_RESULT,
    wrapper: None,
};

pub static LIST_TAGS_FOR_RESOURCE: Signature = Signature {
    name: "ListTagsForResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_TAGS_FOR_RESOURCE_REQUEST,
    output: &LIST_TAGS_FOR_RESOURCE_RESULT,
    wrapper: None,
};

pub static PUT_PARAMETER: Signature = Signature {
    name: "PutParameter",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_PARAMETER_REQUEST,
    output: &PUT_PARAMETER_RESULT,
    wrapper: None,
};

pub static PUT_RESOURCE_POLICY: Signature = Signature {
    name: "PutResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_RESOURCE_POLICY_REQUEST,
    output: &PUT_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static REMOVE_TAGS_FROM_RESOURCE: Signature = Signature {
    name: "RemoveTagsFromResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_TAGS_FROM_RESOURCE_REQUEST,
    output: &REMOVE_TAGS_FROM_RESOURCE_RESULT,
    wrapper: None,
};

pub static RESET_SERVICE_SETTING: Signature = Signature {
    name: "ResetServiceSetting",
    method: "POST",
    path: "/",
    status: 200,
    input: &RESET_SERVICE_SETTING_REQUEST,
    output: &RESET_SERVICE_SETTING_RESULT,
    wrapper: None,
};

pub static UNLABEL_PARAMETER_VERSION: Signature = Signature {
    name: "UnlabelParameterVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNLABEL_PARAMETER_VERSION_REQUEST,
    output: &UNLABEL_PARAMETER_VERSION_RESULT,
    wrapper: None,
};

pub static UPDATE_SERVICE_SETTING: Signature = Signature {
    name: "UpdateServiceSetting",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SERVICE_SETTING_REQUEST,
    output: &UPDATE_SERVICE_SETTING_RESULT,
    wrapper: None,
};

pub static ADD_TAGS_TO_RESOURCE_REQUEST: Shape = Shape::new(
    "AddTagsToResourceRequest",
    &[
        Member::new("ResourceType", Kind::Text).required().one_of(RESOURCE_TYPE_FOR_TAGGING_VALUES),
        Member::new("ResourceId", Kind::Text).required(),
        Member::new("Tags", Kind::List(&TAG_LIST)).required().max(1000),
    ],
);

pub static ADD_TAGS_TO_RESOURCE_RESULT: Shape = Shape::new("AddTagsToResourceResult", &[]);

pub static DELETE_PARAMETERS_REQUEST: Shape = Shape::new(
    "DeleteParametersRequest",
    &[Member::new("Names", Kind::List(&PARAMETER_NAME_LIST)).required().min(1).max(10)],
);

pub static DELETE_PARAMETERS_RESULT: Shape = Shape::new(
    "DeleteParametersResult",
    &[
        Member::new("DeletedParameters", Kind::List(&PARAMETER_NAME_LIST)).min(1).max(10),
        Member::new("InvalidParameters", Kind::List(&PARAMETER_NAME_LIST)).min(1).max(10),
    ],
);

pub static DELETE_PARAMETER_REQUEST: Shape =
    Shape::new("DeleteParameterRequest", &[Member::new("Name", Kind::Text).required().min(1).max(2048)]);

pub static DELETE_PARAMETER_RESULT: Shape = Shape::new("DeleteParameterResult", &[]);

pub static DELETE_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "DeleteResourcePolicyRequest",
    &[
        Member::new("ResourceArn", Kind::Text).required().min(20).max(2048),
        Member::new("PolicyId", Kind::Text).required(),
        Member::new("PolicyHash", Kind::Text).required(),
        Member::new("DeletionMode", Kind::Text).one_of(DELETION_MODE_VALUES),
    ],
);

pub static DELETE_RESOURCE_POLICY_RESPONSE: Shape = Shape::new("DeleteResourcePolicyResponse", &[]);

const DELETION_MODE_VALUES: &[&str] = &["RemoveSharing", "RollbackMigration"];

pub static DESCRIBE_PARAMETERS_REQUEST: Shape = Shape::new(
    "DescribeParametersRequest",
    &[
        Member::new("Filters", Kind::List(&PARAMETERS_FILTER_LIST)),
        Member::new("ParameterFilters", Kind::List(&PARAMETER_STRING_FILTER_LIST)),
        Member::new("MaxResults", Kind::Integer).min(1).max(50),
        Member::new("NextToken", Kind::Text),
        Member::new("Shared", Kind::Boolean),
    ],
);

pub static DESCRIBE_PARAMETERS_RESULT: Shape = Shape::new(
    "DescribeParametersResult",
    &[Member::new("Parameters", Kind::List(&PARAMETER_METADATA_LIST)), Member::new("NextToken", Kind::Text)],
);

pub static GET_PARAMETERS_BY_PATH_REQUEST: Shape = Shape::new(
    "GetParametersByPathRequest",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(2048),
        Member::new("Recursive", Kind::Boolean),
        Member::new("ParameterFilters", Kind::List(&PARAMETER_STRING_FILTER_LIST)),
        Member::new("WithDecryption", Kind::Boolean),
        Member::new("MaxResults", Kind::Integer).min(1).max(10),
        Member::new("NextToken", Kind::Text),
    ],
);

pub static GET_PARAMETERS_BY_PATH_RESULT: Shape = Shape::new(
    "GetParametersByPathResult",
    &[Member::new("Parameters", Kind::List(&PARAMETER_LIST)), Member::new("NextToken", Kind::Text)],
);

pub static GET_PARAMETERS_REQUEST: Shape = Shape::new(
    "GetParametersRequest",
    &[
        Member::new("Names", Kind::List(&PARAMETER_NAME_LIST)).required().min(1).max(10),
        Member::new("WithDecryption", Kind::Boolean),
    ],
);

pub static GET_PARAMETERS_RESULT: Shape = Shape::new(
    "GetParametersResult",
    &[
        Member::new("Parameters", Kind::List(&PARAMETER_LIST)),
        Member::new("InvalidParameters", Kind::List(&PARAMETER_NAME_LIST)).min(1).max(10),
    ],
);

pub static GET_PARAMETER_HISTORY_REQUEST: Shape = Shape::new(
    "GetParameterHistoryRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(2048),
        Member::new("WithDecryption", Kind::Boolean),
        Member::new("MaxResults", Kind::Integer).min(1).max(50),
        Member::new("NextToken", Kind::Text),
    ],
);

pub static GET_PARAMETER_HISTORY_RESULT: Shape = Shape::new(
    "GetParameterHistoryResult",
    &[Member::new("Parameters", Kind::List(&PARAMETER_HISTORY_LIST)), Member::new("NextToken", Kind::Text)],
);

pub static GET_PARAMETER_REQUEST: Shape = Shape::new(
    "GetParameterRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(2048),
        Member::new("WithDecryption", Kind::Boolean),
    ],
);

pub static GET_PARAMETER_RESULT: Shape =
    Shape::new("GetParameterResult", &[Member::new("Parameter", Kind::Struct(&PARAMETER))]);

pub static GET_RESOURCE_POLICIES_REQUEST: Shape = Shape::new(
    "GetResourcePoliciesRequest",
    &[
        Member::new("ResourceArn", Kind::Text).required().min(20).max(2048),
        Member::new("NextToken", Kind::Text),
        Member::new("MaxResults", Kind::Integer).min(1).max(50),
    ],
);

pub static GET_RESOURCE_POLICIES_RESPONSE: Shape = Shape::new(
    "GetResourcePoliciesResponse",
    &[
        Member::new("NextToken", Kind::Text),
        Member::new("Policies", Kind::List(&GET_RESOURCE_POLICIES_RESPONSE_ENTRIES)),
    ],
);

static GET_RESOURCE_POLICIES_RESPONSE_ENTRIES: List = List {
    element: Member::new("member", Kind::Struct(&GET_RESOURCE_POLICIES_RESPONSE_ENTRY)),
    flattened: false,
};

pub static GET_RESOURCE_POLICIES_RESPONSE_ENTRY: Shape = Shape::new(
    "GetResourcePoliciesResponseEntry",
    &[
        Member::new("PolicyId", Kind::Text),
        Member::new("PolicyHash", Kind::Text),
        Member::new("Policy", Kind::Text).matching(&POLICY_PATTERN),
    ],
);

pub static GET_SERVICE_SETTING_REQUEST: Shape = Shape::new(
    "GetServiceSettingRequest",
    &[Member::new("SettingId", Kind::Text).required().min(1).max(1000)],
);

pub static GET_SERVICE_SETTING_RESULT: Shape =
    Shape::new("GetServiceSettingResult", &[Member::new("ServiceSetting", Kind::Struct(&SERVICE_SETTING))]);

static KEY_LIST: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    flattened: false,
};

pub static LABEL_PARAMETER_VERSION_REQUEST: Shape = Shape::new(
    "LabelParameterVersionRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(2048),
        Member::new("ParameterVersion", Kind::Long),
        Member::new("Labels", Kind::List(&PARAMETER_LABEL_LIST)).required().min(1).max(10),
    ],
);

pub static LABEL_PARAMETER_VERSION_RESULT: Shape = Shape::new(
    "LabelParameterVersionResult",
    &[
        Member::new("InvalidLabels", Kind::List(&PARAMETER_LABEL_LIST)).min(1).max(10),
        Member::new("ParameterVersion", Kind::Long),
    ],
);

pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Shape = Shape::new(
    "ListTagsForResourceRequest",
    &[
        Member::new("ResourceType", Kind::Text).required().one_of(RESOURCE_TYPE_FOR_TAGGING_VALUES),
        Member::new("ResourceId", Kind::Text).required(),
    ],
);

pub static LIST_TAGS_FOR_RESOURCE_RESULT: Shape =
    Shape::new("ListTagsForResourceResult", &[Member::new("TagList", Kind::List(&TAG_LIST)).max(1000)]);

pub static PARAMETER: Shape = Shape::new(
    "Parameter",
    &[
        Member::new("Name", Kind::Text).min(1).max(2048),
        Member::new("Type", Kind::Text).one_of(PARAMETER_TYPE_VALUES),
        Member::new("Value", Kind::Text).min(1).max(32768).hiding(Hidden::Value),
        Member::new("Version", Kind::Long),
        Member::new("Selector", Kind::Text).min(0).max(128),
        Member::new("SourceResult", Kind::Text),
        Member::new("LastModifiedDate", Kind::Time(None)),
        Member::new("ARN", Kind::Text),
        Member::new("DataType", Kind::Text).min(0).max(128),
    ],
);

pub static PARAMETERS_FILTER: Shape = Shape::new(
    "ParametersFilter",
    &[
        Member::new("Key", Kind::Text).required().one_of(PARAMETERS_FILTER_KEY_VALUES),
        Member::new("Values", Kind::List(&PARAMETERS_FILTER_VALUE_LIST)).required().min(1).max(50),
    ],
);

const PARAMETERS_FILTER_KEY_VALUES: &[&str] = &["Name", "Type", "KeyId"];

static PARAMETERS_FILTER_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETERS_FILTER)), flattened: false };

static PARAMETERS_FILTER_VALUE_LIST: List =
    List { element: Member::new("member", Kind::Text).min(1).max(1024), flattened: false };

pub static PARAMETER_HISTORY: Shape = Shape::new(
    "ParameterHistory",
    &[
        Member::new("Name", Kind::Text).min(1).max(2048),
        Member::new("Type", Kind::Text).one_of(PARAMETER_TYPE_VALUES),
        Member::new("KeyId", Kind::Text).min(1).max(256).matching(&PARAMETER_KEY_ID_PATTERN),
        Member::new("LastModifiedDate", Kind::Time(None)),
        Member::new("LastModifiedUser", Kind::Text),
        Member::new("Description", Kind::Text).min(0).max(1024),
        Member::new("Value", Kind::Text).min(1).max(32768).hiding(Hidden::Value),
        Member::new("AllowedPattern", Kind::Text).min(0).max(1024),
        Member::new("Version", Kind::Long),
        Member::new("Labels", Kind::List(&PARAMETER_LABEL_LIST)).min(1).max(10),
        Member::new("Tier", Kind::Text).one_of(PARAMETER_TIER_VALUES),
        Member::new("Policies", Kind::List(&PARAMETER_POLICY_LIST)),
        Member::new("DataType", Kind::Text).min(0).max(128),
    ],
);

static PARAMETER_HISTORY_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETER_HISTORY)), flattened: false };

pub static PARAMETER_INLINE_POLICY: Shape = Shape::new(
    "ParameterInlinePolicy",
    &[
        Member::new("PolicyText", Kind::Text),
        Member::new("PolicyType", Kind::Text),
        Member::new("PolicyStatus", Kind::Text),
    ],
);

static PARAMETER_KEY_ID_PATTERN: Pattern = Pattern::new("^([a-zA-Z0-9:/_-]+)$");

static PARAMETER_LABEL_LIST: List =
    List { element: Member::new("member", Kind::Text).min(1).max(100), flattened: false };

static PARAMETER_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETER)), flattened: false };

pub static PARAMETER_METADATA: Shape = Shape::new(
    "ParameterMetadata",
    &[
        Member::new("Name", Kind::Text).min(1).max(2048),
        Member::new("ARN", Kind::Text),
        Member::new("Type", Kind::Text).one_of(PARAMETER_TYPE_VALUES),
        Member::new("KeyId", Kind::Text).min(1).max(256).matching(&PARAMETER_KEY_ID_PATTERN),
        Member::new("LastModifiedDate", Kind::Time(None)),
        Member::new("LastModifiedUser", Kind::Text),
        Member::new("Description", Kind::Text).min(0).max(1024),
        Member::new("AllowedPattern", Kind::Text).min(0).max(1024),
        Member::new("Version", Kind::Long),
        Member::new("Tier", Kind::Text).one_of(PARAMETER_TIER_VALUES),
        Member::new("Policies", Kind::List(&PARAMETER_POLICY_LIST)),
        Member::new("DataType", Kind::Text).min(0).max(128),
    ],
);

static PARAMETER_METADATA_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETER_METADATA)), flattened: false };

static PARAMETER_NAME_LIST: List =
    List { element: Member::new("member", Kind::Text).min(1).max(2048), flattened: false };

static PARAMETER_POLICY_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETER_INLINE_POLICY)), flattened: false };

pub static PARAMETER_STRING_FILTER: Shape = Shape::new(
    "ParameterStringFilter",
    &[
        Member::new("Key", Kind::Text)
            .required()
            .min(1)
            .max(132)
            .matching(&PARAMETER_STRING_FILTER_KEY_PATTERN),
        Member::new("Option", Kind::Text).min(1).max(10),
        Member::new("Values", Kind::List(&PARAMETER_STRING_FILTER_VALUE_LIST)).min(1).max(50),
    ],
);

static PARAMETER_STRING_FILTER_KEY_PATTERN: Pattern =
    Pattern::new("^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$");

static PARAMETER_STRING_FILTER_LIST: List =
    List { element: Member::new("member", Kind::Struct(&PARAMETER_STRING_FILTER)), flattened: false };

static PARAMETER_STRING_FILTER_VALUE_LIST: List =
    List { element: Member::new("member", Kind::Text).min(1).max(1024), flattened: false };

const PARAMETER_TIER_VALUES: &[&str] = &["Standard", "Advanced", "Intelligent-Tiering"];

const PARAMETER_TYPE_VALUES: &[&str] = &["String", "StringList", "SecureString"];

static POLICY_PATTERN: Pattern = Pattern::except(r"^(?!\s*$).+", ".+", r"(?:\s*$)(?s:.*)");

pub static PUT_PARAMETER_REQUEST: Shape = Shape::new(
    "PutParameterRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(2048),
        Member::new("Description", Kind::Text).min(0).max(1024),
        Member::new("Value", Kind::Text).required().min(1).max(32768).hiding(Hidden::Value),
        Member::new("Type", Kind::Text).one_of(PARAMETER_TYPE_VALUES),
        Member::new("KeyId", Kind::Text).min(1).max(256).matching(&PARAMETER_KEY_ID_PATTERN),
        Member::new("Overwrite", Kind::Boolean),
        Member::new("AllowedPattern", Kind::Text).min(0).max(1024),
        Member::new("Tags", Kind::List(&TAG_LIST)).max(1000),
        Member::new("Tier", Kind::Text).one_of(PARAMETER_TIER_VALUES),
        Member::new("Policies", Kind::Text).min(1).max(4096),
        Member::new("DataType", Kind::Text).min(0).max(128),
    ],
);

pub static PUT_PARAMETER_RESULT: Shape = Shape::new(
    "PutParameterResult",
    &[Member::new("Version", Kind::Long), Member::new("Tier", Kind::Text).one_of(PARAMETER_TIER_VALUES)],
);

pub static PUT_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "PutResourcePolicyRequest",
    &[
        Member::new("ResourceArn", Kind::Text).required().min(20).max(2048),
        Member::new("Policy", Kind::Text).required().matching(&POLICY_PATTERN),
        Member::new("PolicyId", Kind::Text),
        Member::new("PolicyHash", Kind::Text),
    ],
);

pub static PUT_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "PutResourcePolicyResponse",
    &[Member::new("PolicyId", Kind::Text), Member::new("PolicyHash", Kind::Text)],
);

pub static REMOVE_TAGS_FROM_RESOURCE_REQUEST: Shape = Shape::new(
    "RemoveTagsFromResourceRequest",
    &[
        Member::new("ResourceType", Kind::Text).required().one_of(RESOURCE_TYPE_FOR_TAGGING_VALUES),
        Member::new("ResourceId", Kind::Text).required(),
        Member::new("TagKeys", Kind::List(&KEY_LIST)).required(),
    ],
);

pub static REMOVE_TAGS_FROM_RESOURCE_RESULT: Shape = Shape::new("RemoveTagsFromResourceResult", &[]);

pub static RESET_SERVICE_SETTING_REQUEST: Shape = Shape::new(
    "ResetServiceSettingRequest",
    &[Member::new("SettingId", Kind::Text).required().min(1).max(1000)],
);

pub static RESET_SERVICE_SETTING_RESULT: Shape =
    Shape::new("ResetServiceSettingResult", &[Member::new("ServiceSetting", Kind::Struct(&SERVICE_SETTING))]);

const RESOURCE_TYPE_FOR_TAGGING_VALUES: &[&str] = &[
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "Parameter",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
    "CloudConnector",
];

pub static SERVICE_SETTING: Shape = Shape::new(
    "ServiceSetting",
    &[
        Member::new("SettingId", Kind::Text).min(1).max(1000),
        Member::new("SettingValue", Kind::Text).min(1).max(4096),
        Member::new("LastModifiedDate", Kind::Time(None)),
        Member::new("LastModifiedUser", Kind::Text),
        Member::new("ARN", Kind::Text),
        Member::new("Status", Kind::Text),
    ],
);

pub static TAG: Shape = Shape::new(
    "Tag",
    &[
        Member::new("Key", Kind::Text).required().min(1).max(128).matching(&TAG_KEY_PATTERN),
        Member::new("Value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_PATTERN),
    ],
);

static TAG_KEY_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");

static TAG_LIST: List = List { element: Member::new("member", Kind::Struct(&TAG)), flattened: false };

static TAG_VALUE_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");

pub static UNLABEL_PARAMETER_VERSION_REQUEST: Shape = Shape::new(
    "UnlabelParameterVersionRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(2048),
        Member::new("ParameterVersion", Kind::Long).required(),
        Member::new("Labels", Kind::List(&PARAMETER_LABEL_LIST)).required().min(1).max(10),
    ],
);

pub static UNLABEL_PARAMETER_VERSION_RESULT: Shape = Shape::new(
    "UnlabelParameterVersionResult",
    &[
        Member::new("RemovedLabels", Kind::List(&PARAMETER_LABEL_LIST)).min(1).max(10),
        Member::new("InvalidLabels", Kind::List(&PARAMETER_LABEL_LIST)).min(1).max(10),
    ],
);

pub static UPDATE_SERVICE_SETTING_REQUEST: Shape = Shape::new(
    "UpdateServiceSettingRequest",
    &[
        Member::new("SettingId", Kind::Text).required().min(1).max(1000),
        Member::new("SettingValue", Kind::Text).required().min(1).max(4096),
    ],
);

pub static UPDATE_SERVICE_SETTING_RESULT: Shape = Shape::new("UpdateServiceSettingResult", &[]);
