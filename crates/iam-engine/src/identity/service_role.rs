//! The services that have roles of their own, and what these are called.
//!
//! Names and policies stand on the services' pages that
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html> leads to, and in AWS's
//! own managed policies, which name roles by their ARNs. Which service takes no suffix was recorded on AWS, 2026-11-29; of
//! the others it is not known, and one is taken.

use crate::identity::role::LINKED_NAME;

/// What the names of services end with here.
const SUFFIX: &str = ".amazonaws.com";

/// The role of a service.
#[derive(Clone, Copy, Debug)]
struct Linked {
    /// The service, without the end that all have.
    service: &'static str,
    /// The role's name behind `AWSServiceRoleFor`.
    name: &'static str,
    /// The name of its policy, which is AWS's, below `aws-service-role/`.
    policy: &'static str,
    takes_suffix: bool,
}

/// A service whose role has one name.
const fn one(service: &'static str, name: &'static str, policy: &'static str) -> Linked {
    Linked { service, name, policy, takes_suffix: false }
}

/// A service whose role may have a suffix.
const fn any(service: &'static str, name: &'static str, policy: &'static str) -> Linked {
    Linked { service, name, policy, takes_suffix: true }
}

/// What is known of a service's role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The role's name, without a suffix.
    pub(crate) name: String,
    /// The ARN of its policy behind the partition; nothing if it is not known.
    pub(crate) policy: Option<String>,
    pub(crate) takes_suffix: bool,
}

/// The role of a service, such as `ecs.amazonaws.com`; nothing if no service is called so. Of one that is not in the table
/// the name is our guess: the words of the service's name, each with a capital.
pub(crate) fn of_service(service: &str) -> Option<Known> {
    let short = service.strip_suffix(SUFFIX).filter(|short| !short.is_empty())?;
    let known = ROLES.iter().find(|known| known.service == short);
    Some(match known {
        Some(known) => Known {
            name: format!("{LINKED_NAME}{}", known.name),
            policy: Some(format!(":iam::aws:policy/aws-service-role/{}", known.policy)),
            takes_suffix: known.takes_suffix,
        },
        None => Known { name: format!("{LINKED_NAME}{}", capitals(short)), policy: None, takes_suffix: true },
    })
}

fn capitals(short: &str) -> String {
    let words = short.split(|c: char| !c.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    words.map(capital).collect()
}

/// In the order of the services.
#[rustfmt::skip]
const ROLES: &[Linked] = &[
    any("access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
    one("accountdiscovery.ssm", "AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy"),
    one("acm", "CertificateManager", "CertificateManagerServiceRolePolicy"),
    any("agent-registry", "AgentRegistry", "AWSAgentRegistryServiceRolePolicy"),
    any("airflow", "AmazonMWAA", "AmazonMWAAServiceRolePolicy"),
    any("airflow-serverless", "AmazonMWAAServerless", "AmazonMWAAServerlessServiceRolePolicy"),
    any("apidestinations.events", "AmazonEventBridgeApiDestinations", "AmazonEventBridgeApiDestinationsServiceRolePolicy"),
    any("appfabric", "AppFabric", "AWSAppFabricServiceRolePolicy"),
    any("application-insights", "ApplicationInsights", "CloudwatchApplicationInsightsServiceLinkedRolePolicy"),
    any("application-signals.cloudwatch", "CloudWatchApplicationSignals", "CloudWatchApplicationSignalsServiceRolePolicy"),
    one("appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy"),
    any("apprunner", "AppRunner", "AppRunnerServiceRolePolicy"),
    any("appstream.application-autoscaling", "ApplicationAutoScaling_AppStreamFleet", "AWSApplicationAutoscalingAppStreamFleetPolicy"),
    any("appsync", "AppSync", "AWSAppSyncServiceRolePolicy"),
    any("artifact", "Artifact", "AWSArtifactServiceRolePolicy"),
    any("auditmanager", "AuditManager", "AWSAuditManagerServiceRolePolicy"),
    any("autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"),
    one("autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"),
    one("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
    one("batch", "Batch", "BatchServiceRolePolicy"),
    any("braket", "AmazonBraket", "AmazonBraketServiceRolePolicy"),
    one("cassandra.application-autoscaling", "ApplicationAutoScaling_CassandraTable", "AWSApplicationAutoscalingCassandraTablePolicy"),
    any("chime", "AmazonChime", "AmazonChimeServiceRolePolicy"),
    one("cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"),
    one("cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"),
    any("codeguru-reviewer", "AmazonCodeGuruReviewer", "AmazonCodeGuruReviewerServiceRolePolicy"),
    one("codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"),
    any("cognito-idp", "AmazonCognitoIdp", "AmazonCognitoIdpServiceRolePolicy"),
    any("compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"),
    one("config", "Config", "AWSConfigServiceRolePolicy"),
    any("config-conforms", "ConfigConforms", "ConfigConformsServiceRolePolicy"),
    any("connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
    any("cost-optimization-hub.bcm", "CostOptimizationHub", "CostOptimizationHubServiceRolePolicy"),
    any("datasync", "DataSync", "AWSDataSyncServiceRolePolicy"),
    any("delivery.logs", "LogDelivery", "AWSServiceRoleForLogDeliveryPolicy"),
    any("devops-guru", "DevOpsGuru", "AmazonDevOpsGuruServiceRolePolicy"),
    one("dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy"),
    one("dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"),
    one("docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"),
    any("dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable", "AWSApplicationAutoscalingDynamoDBTablePolicy"),
    one("ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"),
    one("ec2.application-autoscaling", "ApplicationAutoScaling_EC2SpotFleetRequest", "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy"),
    any("ec2fastlaunch", "EC2FastLaunch", "EC2FastLaunchServiceRolePolicy"),
    one("ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy"),
    one("ecs", "ECS", "AmazonECSServiceRolePolicy"),
    any("ecs.application-autoscaling", "ApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"),
    one("eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
    one("eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"),
    one("eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"),
    one("eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
    one("elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"),
    one("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
    one("elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
    one("elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
    any("elasticmapreduce", "EMRCleanup", "AmazonEMRCleanupPolicy"),
    one("email.cognito-idp", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"),
    one("emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"),
    one("emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"),
    any("es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
    any("events", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
    one("fis", "FIS", "AmazonFISServiceRolePolicy"),
    any("fms", "FMS", "FMSServiceRolePolicy"),
    any("globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
    one("grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"),
    any("guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
    one("imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder"),
    any("inspector", "AmazonInspector", "AmazonInspectorServiceRolePolicy"),
    any("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
    any("internetmonitor", "InternetMonitor", "CloudWatchInternetMonitorServiceRolePolicy"),
    one("iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"),
    any("iotsitewise", "IoTSiteWise", "AWSServiceRoleForIoTSiteWise"),
    one("kafka", "Kafka", "KafkaServiceRolePolicy"),
    one("kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy"),
    one("lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"),
    any("lambda", "Lambda", "AWSLambdaServiceRolePolicy"),
    any("lambda.application-autoscaling", "ApplicationAutoScaling_LambdaConcurrency", "AWSApplicationAutoscalingLambdaConcurrencyPolicy"),
    one("lex", "LexBots", "LexBotPolicy"),
    any("lexv2", "LexV2Bots", "AmazonLexV2BotPolicy"),
    one("lightsail", "Lightsail", "LightsailExportAccess"),
    one("m2", "AWSM2", "AWSM2ServicePolicy"),
    any("macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
    one("memorydb", "MemoryDB", "MemoryDBServiceRolePolicy"),
    one("mq", "AmazonMQ", "AmazonMQServiceRolePolicy"),
    one("mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"),
    any("network-firewall", "NetworkFirewall", "AWSNetworkFirewallServiceRolePolicy"),
    one("notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"),
    one("observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"),
    one("opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
    one("ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"),
    one("ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"),
    one("opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"),
    one("opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"),
    any("organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
    any("osis", "AmazonOpenSearchIngestionService", "AmazonOpenSearchIngestionServiceRolePolicy"),
    one("pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
    one("ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
    one("rds", "RDS", "AmazonRDSServiceRolePolicy"),
    any("rds.application-autoscaling", "ApplicationAutoScaling_RDSCluster", "AWSApplicationAutoscalingRDSClusterPolicy"),
    one("redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
    one("replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"),
    any("replication.dynamodb", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
    one("replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"),
    any("replicator.lambda", "LambdaReplicator", "AWSLambdaReplicator"),
    one("repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy"),
    one("resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"),
    one("rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy"),
    any("route53resolver", "Route53Resolver", "Route53ResolverServiceRolePolicy"),
    one("s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"),
    any("sagemaker", "AmazonSageMakerNotebooks", "AmazonSageMakerNotebooksServiceRolePolicy"),
    any("sagemaker.application-autoscaling", "ApplicationAutoScaling_SageMakerEndpoint", "AWSApplicationAutoscalingSageMakerEndpointPolicy"),
    any("schemas", "Schemas", "AmazonEventBridgeSchemasServiceRolePolicy"),
    any("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
    any("servicequotas", "ServiceQuotas", "ServiceQuotasServiceRolePolicy"),
    one("ses", "AmazonSES", "AmazonSESServiceRolePolicy"),
    one("shield", "AWSShield", "AWSShieldServiceRolePolicy"),
    any("spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
    any("spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
    one("ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
    one("ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy"),
    one("ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy"),
    one("sso", "SSO", "AWSSSOServiceRolePolicy"),
    any("support", "Support", "AWSSupportServiceRolePolicy"),
    any("transfer", "Transfer", "AWSTransferServiceRolePolicy"),
    any("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
    any("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
    any("vpc-lattice", "VpcLattice", "AWSVpcLatticeServiceRolePolicy"),
    one("vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"),
    one("waf", "WAFLogging", "WAFLoggingServiceRolePolicy"),
    one("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The names are those of AWS's pages; the last is our guess.
    #[test]
    fn a_service_has_a_role() {
        let name = |service: &str| of_service(service).map(|known| known.name);
        for (service, expected) in [
            ("ecs.amazonaws.com", "AWSServiceRoleForECS"),
            ("lex.amazonaws.com", "AWSServiceRoleForLexBots"),
            (
                "dynamodb.application-autoscaling.amazonaws.com",
                "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            ),
            ("docdb-elastic.amazonaws.com", "AWSServiceRoleForDocDB-Elastic"),
            ("never-heard.of.amazonaws.com", "AWSServiceRoleForNeverHeardOf"),
        ] {
            assert_eq!(name(service).as_deref(), Some(expected));
        }
        assert_eq!([name("ecs"), name(".amazonaws.com"), name("ecs.amazonaws.com.cn")], [None, None, None]);
    }

    #[test]
    fn the_table_names_a_service_once_and_in_order() {
        assert!(ROLES.is_sorted_by(|one, other| one.service < other.service));
    }
}
