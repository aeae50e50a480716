using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Checking;

/// <summary>Every sentence of IAM's refusals, each with a document that provokes it.</summary>
public sealed class SentenceTests
{
    private const string Iam = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Role = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}]}""";

    public static TheoryData<PolicyKind, string, string> Refused => new()
    {
        // Structure.
        { PolicyKind.Identity, "{", "Syntax errors in policy." },
        { PolicyKind.Identity, "", "Syntax errors in policy." },
        { PolicyKind.Identity, "[]", "Syntax errors in policy." },
        { PolicyKind.Identity, Iam + "x", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17"}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Id":["x"],"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Action\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Extra\":1"), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":5,\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":\"x\""), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringMatches\":{\"aws:username\":\"x\"}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"NullIfExists\":{\"aws:username\":\"true\"}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"Null\":{\"aws:username\":\"maybe\"}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"aws:username\":{}}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"aws:username\":null}"), "Syntax errors in policy." },
        { PolicyKind.Trust, "{", "This policy contains invalid Json" },
        { PolicyKind.Session, "nonsense", "This policy contains invalid Json" },

        // Legacy parsing.
        { PolicyKind.Identity, Conditioned("\"DateGreaterThan\":{\"aws:CurrentTime\":\"tomorrow\"}"), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3"), "The policy failed legacy parsing" },

        // Version.
        { PolicyKind.Identity, Iam.Replace("2012", "2008", StringComparison.Ordinal), "Policy document must be version 2012-10-17 or greater." },
        { PolicyKind.Boundary, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Policy document must be version 2012-10-17 or greater." },

        // Actions.
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Resource\":\"*\""), "Policy statement must contain actions." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\""), "Policy statement must contain actions." },
        { PolicyKind.Identity, Allow("GetObject", "*"), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"username\":\"x\"}"), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc." },
        { PolicyKind.Identity, Allow("s3:Get:Object", "*"), "Actions/Condition can contain only one colon." },
        { PolicyKind.Identity, Allow("s*:GetObject", "*"), "Vendor s* is not valid" },
        { PolicyKind.Identity, Allow("a b:GetObject", "*"), "Vendor a b is not valid" },

        // Resources.
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\""), "Policy statement must contain resources." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[]"), "Policy statement must contain resources." },
        { PolicyKind.Identity, Allow("s3:*", "bucket"), "Resource bucket must be in ARN format or \"*\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:azure:s3:::bucket"), "Partition \"azure\" is not valid for resource \"arn:azure:s3:::bucket\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:azure:s3"), "Partition \"azure\" is not valid for resource \"arn:azure:s3:*:*:*\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws"), "Resource vendor must be fully qualified and cannot contain regexes." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s*:::bucket"), "Resource vendor must be fully qualified and cannot contain regexes." },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam:us-east-1:111111111111:user/a"), "IAM resource arn:aws:iam:us-east-1:111111111111:user/a cannot contain region information." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3:us-east-1::bucket"), "Resource arn:aws:s3:us-east-1::bucket can not contain region information." },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam::111111111111:u*"), "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/." },

        // Sids.
        { PolicyKind.Identity, Ask.Document(Sid("a") + "," + Sid("a")), "Statement IDs (SID) in a single policy must be unique." },
        { PolicyKind.Identity, Ask.Document(Sid("a b")), "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*" },

        // Principals where none may be.
        { PolicyKind.Identity, Role, "Policy document should not specify a principal." },
        { PolicyKind.Session, Ask.Document("""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"""), "Policy document should not specify a principal." },

        // Trust policies.
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}"""), "Has prohibited field Resource" },
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*"}"""), "Has prohibited field NotResource" },
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}"""), "Has prohibited field NotPrincipal" },
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"NotAction":"sts:AssumeRole"}"""), "Has prohibited field NotAction" },
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Allow","Action":"sts:AssumeRole"}"""), "Missing required field Principal" },
        { PolicyKind.Trust, Ask.Document("""{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}"""), "Missing required field Principal" },
        { PolicyKind.Trust, Ask.Trust("\"*\""), "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"" },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"arn:aws:iam::111111111111:group/g"}"""), "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:group/g\"" },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"arn:aws:iam::111111111111:role/*"}"""), "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:role/*\"" },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"AROADELETEDDELETEDDEL"}"""), "Invalid principal in policy: \"AWS\":\"AROADELETEDDELETEDDEL\"" },
        { PolicyKind.Trust, Ask.Trust("""{"Service":"lambda"}"""), "Invalid principal in policy: \"SERVICE\":\"lambda\"" },
        { PolicyKind.Trust, Ask.Trust("""{"Federated":"*"}""", "sts:AssumeRoleWithSAML"), "Invalid principal in policy: \"FEDERATED\":\"*\"" },
        { PolicyKind.Trust, Ask.Trust("""{"CanonicalUser":"12"}"""), "Invalid principal in policy: \"CANONICALUSER\":\"12\"" },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"*"}""", "s3:GetObject"), TrustActions },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"*"}""", "*"), TrustActions },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"*"}""", "sts:GetCallerIdentity"), TrustActions },

        // Control policies.
        { PolicyKind.ServiceControl, Role, "The provided policy document does not meet the requirements of the specified policy type." },
        { PolicyKind.ResourceControl, Iam, "The provided policy document does not meet the requirements of the specified policy type." },
        { PolicyKind.ResourceControl, Ask.Document("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"""), "The provided policy document does not meet the requirements of the specified policy type." },
        { PolicyKind.ResourceControl, Ask.Document("""{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"""), "The provided policy document does not meet the requirements of the specified policy type." },
    };

    public static TheoryData<PolicyKind, string> Accepted => new()
    {
        { PolicyKind.Identity, Iam },
        { PolicyKind.Identity, Allow("*", "*") },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam::111111111111:*") },
        { PolicyKind.Identity, Allow("sts:AssumeRoot", "arn:aws:iam::111111111111:root") },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws-cn:s3:::bucket/*") },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3:us-east-1:111111111111:accesspoint/a/object/*") },
        { PolicyKind.Identity, Allow("ec2:*", "arn:aws:ec2:*:*:*/*") },
        { PolicyKind.Identity, Ask.Document(Sid("a") + "," + Sid("b") + "," + Sid("")) },
        { PolicyKind.Identity, Conditioned("\"ForAllValues:StringLikeIfExists\":{\"aws:TagKeys\":[\"a*\"]},\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":300}") },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"id.example.com:8443/realms/a:sub\":\"x\"}") },
        { PolicyKind.Session, """{"Statement":{"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::b/*"}}""" },
        { PolicyKind.Trust, Role },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"*"}""") },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":"*"}""", "sts:*") },
        { PolicyKind.Trust, Ask.Trust("""{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::111111111111:user/p/a","arn:aws:sts::111111111111:assumed-role/R/s","arn:aws:sts::111111111111:federated-user/f"]}""") },
        { PolicyKind.Trust, Ask.Trust("""{"Service":["lambda.amazonaws.com","backup.internal"]}""") },
        { PolicyKind.Trust, Ask.Trust("""{"Federated":["accounts.google.com","arn:aws:iam::111111111111:oidc-provider/id.example.com/a"]}""", "sts:AssumeRoleWithWebIdentity") },
        { PolicyKind.Trust, """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":["sts:AssumeRole","sts:TagSession"]}}""" },
        { PolicyKind.ServiceControl, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}""" },
        { PolicyKind.ResourceControl, Ask.Document("""{"Effect":"Deny","Principal":"*","Action":["s3:*","sts:*"],"Resource":"*"}""") },
        { PolicyKind.Resource, Ask.Document("""{"Sid":"any text","Effect":"Deny","NotPrincipal":{"AWS":"111111111111"},"Action":"s3:*","Resource":"arn:aws:s3:*"}""") },
    };

    private static string TrustActions =>
        "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:TagSession, sts:SetSourceIdentity and sts:SetContext";

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_document_is_refused_with_the_sentence_of_IAM(PolicyKind kind, string json, string sentence)
    {
        var fault = PolicyChecker.Check(json, kind);
        Assert.NotNull(fault);
        Assert.Equal(("MalformedPolicyDocument", sentence), (fault.Code, fault.Message));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_document_is_accepted(PolicyKind kind, string json) => Assert.Null(PolicyChecker.Check(json, kind));

    [Fact]
    public void A_fault_says_where_it_is()
    {
        var fault = PolicyChecker.Check("{\n \"Version\":\"2012-10-17\",\n \"Statement\":[\n  {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},\n  {\"Effect\":\"Allow\",\"Action\":\"é\",\"Resource\":\"*\"}]}", PolicyKind.Identity);
        Assert.Equal(new TextPosition(5, 3), fault!.Position);
        var broken = PolicyChecker.Check("{\n \"Id\":\"é\", x}", PolicyKind.Trust);
        Assert.Equal(new TextPosition(2, 12), broken!.Position);
    }

    private static string One(string elements) => Ask.Document("{" + elements + "}");

    private static string Allow(string action, string resource) => Ask.Allow(action, resource);

    private static string Conditioned(string operators) => Ask.Allow("s3:*", "*", "{" + operators + "}");

    private static string Sid(string sid) => $$"""{"Sid":"{{sid}}","Effect":"Allow","Action":"*","Resource":"*"}""";
}
