"""Both templates deployed, in all their forms, and what the roles may do."""

from simulation.policies import Role

from . import expect
from .ground import BUCKET, SECRET, STACK, Ground

ACCOUNT = "123456789012"
CONNECTION = f"arn:aws:codeconnections:eu-west-3:{ACCOUNT}:connection/11111111-2222-3333-4444-555555555555"
NETWORK = {"VpcId": "vpc-12345678", "SubnetIds": "subnet-12345678,subnet-23456789", "SecurityGroupIds": "sg-12345678"}
STAGES = (
    "Approvals", "Artifacts", "Log", "Pipeline", "PipelineRole", "Production", "ProductionReports", "ProductionRole",
    "Repository", "Review", "ReviewReports", "Test", "TestReports", "TestRole", "Trigger", "TriggerRole",
)
DATABASE = {"DatabaseUrl": "jdbc:postgresql://db.example.org/hamshack", "DatabaseSecret": SECRET}


def check(ground: Ground) -> None:
    expect.part("the templates are deployed")
    single(ground)
    connection(ground)
    stages(ground)


def resources(ground: Ground) -> dict[str, str]:
    listed = ground.administrator.client("cloudformation").list_stack_resources(StackName=STACK)
    return {
        item["LogicalResourceId"]: item.get("PhysicalResourceId", "")
        for item in listed["StackResourceSummaries"] if item["LogicalResourceId"]
    }


def role(ground: Ground, project: str) -> Role:
    found = ground.administrator.client("codebuild").batch_get_projects(names=[project])["projects"][0]
    return Role(ground.administrator.client("iam"), found["serviceRole"])


def expect_rights(role: Role, allowed: list[tuple[str, str]], refused: list[tuple[str, str]]) -> None:
    for action, resource in allowed:
        expect.true(f"{role.name} may do {action} on {resource}", role.allows(action, resource))
    for action, resource in refused:
        expect.true(f"{role.name} may not do {action} on {resource}", not role.allows(action, resource))


def project(ground: Ground) -> dict:
    """What CodeBuild knows of the build of the short form."""
    return ground.administrator.client("codebuild").batch_get_projects(names=["HamShackRadioCI"])["projects"][0]


def single(ground: Ground) -> None:
    ground.prepare()
    outputs = ground.deploy(
        "pipeline.yaml", SwiftwayBucket=BUCKET, DatabaseResourceId="db-ABCDEFGH", **DATABASE, **NETWORK)
    made = resources(ground)
    expect.equal("the number of resources", len(made), 10)
    expect.equal(
        "CloneUrl", outputs["CloneUrl"], "https://git-codecommit.eu-west-3.amazonaws.com/v1/repos/HamShackRadio")
    built = project(ground)
    expect.true("a password, and no IAM authentication", "SWIFTWAY_AWS_IAM" not in str(built["environment"]))
    expect.equal("the network", built["vpcConfig"], {
        "vpcId": "vpc-12345678", "subnets": ["subnet-12345678", "subnet-23456789"],
        "securityGroupIds": ["sg-12345678"]})
    secret = ground.administrator.client("secretsmanager").describe_secret(SecretId=SECRET)["ARN"]
    artifacts = f"arn:aws:s3:::{outputs['ArtifactBucket']}"
    report = f"arn:aws:codebuild:eu-west-3:{ACCOUNT}:report-group/HamShackRadioCI-migrations"
    expect.equal("the report group", made["Reports"], report)
    expect_rights(role(ground, "HamShackRadioCI"), [
        ("secretsmanager:GetSecretValue", secret),
        ("codebuild:CreateReport", report), ("codebuild:BatchPutTestCases", report),
        ("s3:GetObject", f"{artifacts}/x"), ("s3:PutObject", f"{artifacts}/x"),
        ("s3:GetObject", f"arn:aws:s3:::{BUCKET}/{ground.archive.file.name}"),
        ("rds-db:connect", f"arn:aws:rds-db:eu-west-3:{ACCOUNT}:dbuser:db-ABCDEFGH/hamshack"),
        ("ec2:CreateNetworkInterface", "*"),
    ], [
        ("secretsmanager:GetSecretValue", secret.replace("hamshack", "other")),
        ("s3:PutObject", f"arn:aws:s3:::{BUCKET}/{ground.archive.file.name}"),
        ("s3:DeleteObject", f"{artifacts}/x"), ("codebuild:StartBuild", built["arn"]), ("kms:Decrypt", "*"),
    ])
    pipeline = ground.administrator.client("codepipeline").get_pipeline(name="HamShackRadioCI")["pipeline"]
    expect.equal("the stages", [stage["name"] for stage in pipeline["stages"]], ["Source", "Build"])
    expect_rights(Role(ground.administrator.client("iam"), pipeline["roleArn"]), [
        ("codebuild:StartBuild", built["arn"]),
        ("codecommit:UploadArchive", f"arn:aws:codecommit:eu-west-3:{ACCOUNT}:HamShackRadio"),
        ("s3:PutObject", f"{artifacts}/x"), ("s3:GetBucketVersioning", artifacts),
    ], [("secretsmanager:GetSecretValue", secret), ("codecommit:GitPush", "*")])
    print(f"pipeline.yaml with CodeCommit: {len(made)} resources")


def connection(ground: Ground) -> None:
    ground.prepare()
    ground.deploy(
        "pipeline.yaml", SwiftwayRelease="https://example.org", ConnectionArn=CONNECTION,
        RepositoryName="operator/hamshack", DatabaseUrl=DATABASE["DatabaseUrl"], DatabaseResourceId="db-ABCDEFGH")
    made = resources(ground)
    expect.equal("the number of resources", len(made), 7)
    variables = {
        variable["name"]: variable["value"] for variable in project(ground)["environment"]["environmentVariables"]}
    expect.equal("IAM authentication", variables.get("SWIFTWAY_AWS_IAM"), "true")
    expect.true("no password beside it", "FLYWAY_PASSWORD" not in variables)
    pipeline = ground.administrator.client("codepipeline").get_pipeline(name="HamShackRadioCI")["pipeline"]
    expect.equal("the source", pipeline["stages"][0]["actions"][0]["configuration"], {
        "ConnectionArn": CONNECTION, "FullRepositoryId": "operator/hamshack", "BranchName": "main",
        "DetectChanges": "true"})
    expect_rights(
        Role(ground.administrator.client("iam"), pipeline["roleArn"]),
        [("codeconnections:UseConnection", CONNECTION)], [("codecommit:GetBranch", "*")])
    print(f"pipeline.yaml with a connection: {len(made)} resources")


def stages(ground: Ground) -> None:
    ground.prepare()
    # One stack that changes from the short form to the long one, with its repository in it.
    ground.deploy("pipeline.yaml", SwiftwayBucket=BUCKET, BuildSpec="buildspec-test.yaml", **DATABASE)
    before = resources(ground)
    ground.deploy(
        "pipeline-with-stages.yaml", SwiftwayBucket=BUCKET, ApprovalEmail="operator@example.org",
        TestDatabaseUrl="jdbc:postgresql://test.example.org/hamshack", TestDatabaseSecret="hamshack/test",
        DatabaseSecretKey="11111111-2222-3333-4444-555555555555", **DATABASE)
    made = resources(ground)
    expect.equal("the resources", sorted(made), sorted(STAGES))
    for name in ("Repository", "Artifacts", "Log", "Pipeline"):
        expect.equal(f"{name} after the change", made[name], before[name])
    secret = ground.administrator.client("secretsmanager").describe_secret(SecretId=SECRET)["ARN"]
    test = f"arn:aws:secretsmanager:eu-west-3:{ACCOUNT}:secret:hamshack/test-AbCdEf"
    key = f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
    reports = f"arn:aws:codebuild:eu-west-3:{ACCOUNT}:report-group/HamShackRadioCI"
    expect_rights(
        role(ground, "HamShackRadioCI-Test"),
        [("secretsmanager:GetSecretValue", test), ("codebuild:CreateReport", f"{reports}-Test-migrations")],
        [("secretsmanager:GetSecretValue", secret), ("kms:Decrypt", key), ("rds-db:connect", "*"),
         ("codebuild:CreateReport", f"{reports}-Production-migrations")])
    for name in ("Review", "Production"):
        expect_rights(
            role(ground, f"HamShackRadioCI-{name}"),
            [("secretsmanager:GetSecretValue", secret), ("kms:Decrypt", key),
             ("codebuild:CreateReport", f"{reports}-{name}-migrations")],
            [("secretsmanager:GetSecretValue", test)])
    print(f"pipeline-with-stages.yaml: {len(made)} resources")
