using System.Text;
using Daypass.Protocol.Catalogue;

namespace Daypass.Iam.Tests;

/// <summary>Makes a well-formed request of any operation out of its description, so that a new operation is tested from its first day.</summary>
/// <param name="account">The account whose entities the ARNs name.</param>
/// <param name="accessKeyId">An access key that exists.</param>
internal sealed class SampleForms(string account, string accessKeyId)
{
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["AWSServiceName"] = "autoscaling.amazonaws.com",
        ["AccessKeyId"] = accessKeyId,
        ["AccountAlias"] = "some-alias",
        ["ActionNames"] = "s3:GetObject",
        ["Arn"] = $"arn:aws:iam::{account}:user/team/someone",
        ["AssumeRolePolicyDocument"] = IamWorld.Trusts(account),
        ["AuthenticationCode1"] = "123456",
        ["AuthenticationCode2"] = "654321",
        ["CertificateId"] = "NONEXISTENTCERTID12345678901",
        ["ClientID"] = "client",
        ["DelegationRequestId"] = "dr-1234567890123456",
        ["DeletionTaskId"] = "task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/1",
        ["Description"] = "words",
        ["Encoding"] = "SSH",
        ["EntityPath"] = "o-abcdefghij/r-abcd/ou-abcd-12345678",
        ["GlobalEndpointTokenVersion"] = "v2Token",
        ["GroupName"] = "crowd",
        ["InstanceProfileName"] = "holder",
        ["Name"] = "provider",
        ["NewPassword"] = "Another-1234567",
        ["NotificationChannel"] = "partner-hook",
        ["OldPassword"] = "Former-1234567",
        ["OpenIDConnectProviderArn"] = $"arn:aws:iam::{account}:oidc-provider/issuer.example",
        ["PermissionsBoundary"] = $"arn:aws:iam::{account}:policy/rights",
        ["PolicyArn"] = $"arn:aws:iam::{account}:policy/rights",
        ["PolicyDocument"] = Document,
        ["PolicyInputList"] = Document,
        ["PolicyName"] = "sample",
        ["PolicySourceArn"] = $"arn:aws:iam::{account}:user/team/someone",
        ["RequestorWorkflowId"] = "workflow",
        ["RoleName"] = "actor",
        ["SAMLMetadataDocument"] = new string('x', 1000),
        ["SAMLProviderArn"] = $"arn:aws:iam::{account}:saml-provider/provider",
        ["SSHPublicKeyId"] = "APKAXXXXXXXXXXXXXXXXX",
        ["SerialNumber"] = $"arn:aws:iam::{account}:mfa/device",
        ["ServerCertificateName"] = "site",
        ["ServiceName"] = "codecommit.amazonaws.com",
        ["ServiceNamespace"] = "s3",
        ["ServiceNamespaces"] = "s3",
        ["ServiceSpecificCredentialId"] = "ACCAXXXXXXXXXXXXXXXXX",
        ["SessionDuration"] = "3600",
        ["Status"] = "Active",
        ["TagKeys"] = "cost",
        ["TemplateArn"] = "arn:aws:iam::aws:role-template/iam.amazonaws.com/PowerUserRoleTemplate:1",
        ["ThumbprintList"] = new string('a', 40),
        ["Url"] = "https://issuer.example",
        ["UserName"] = "someone",
        ["VersionId"] = "v1",
        ["VirtualMFADeviceName"] = "device",
        ["Key"] = "cost",
        ["Value"] = "7",
        ["PolicyTemplateArn"] = $"arn:aws:iam::{account}:policy/rights",
    };

    /// <summary>What a parameter is in these forms.</summary>
    public string this[string member]
    {
        get => _values[member];
        set => _values[member] = value;
    }

    /// <summary>The form without one of its parameters, or with another value of it.</summary>
    public string With(OperationDescription operation, string member, string? value)
    {
        var kept = Of(operation).Split('&')
            .Where(pair => !pair.StartsWith(member + "=", StringComparison.Ordinal) && !pair.StartsWith(member + ".", StringComparison.Ordinal));
        return string.Join('&', value is null ? kept : kept.Append($"{member}={Uri.EscapeDataString(value)}"));
    }

    /// <summary>The value that a parameter has in the form of an operation.</summary>
    public string ValueOf(OperationDescription operation, string member) =>
        Uri.UnescapeDataString(Of(operation).Split('&').Single(pair => pair.StartsWith(member + "=", StringComparison.Ordinal))[(member.Length + 1)..]);

    /// <summary>The form; operations that make something make something new.</summary>
    public string Of(OperationDescription operation)
    {
        var form = new StringBuilder($"Action={operation.Name}&Version={operation.Service.Version}");
        foreach (var member in operation.Input)
        {
            if (member.Required || (member.Name == "UserName" && operation.Name != "GetMFADevice"))
            {
                Add(form, operation, member.Name, member);
            }
        }

        return form.ToString();
    }

    private void Add(StringBuilder form, OperationDescription operation, string path, MemberDescription member)
    {
        if (member.Kind == MemberKind.List)
        {
            if (member.Element!.Kind == MemberKind.Structure)
            {
                AddMembers(form, operation, path + ".member.1", member.Element.Members);
            }
            else
            {
                Add(form, path + ".member.1", _values[member.Name]);
            }
        }
        else if (member.Kind == MemberKind.Map)
        {
            Add(form, path + ".entry.1.key", "RoleManager/Enabled");
            Add(form, path + ".entry.1.value", "false");
        }
        else if (member.Kind == MemberKind.Structure)
        {
            AddMembers(form, operation, path, [member.Members[0]]);
        }
        else
        {
            Add(form, path, IsMade(operation, member.Name) ? "new-" + _values[member.Name] : Sample(member));
        }
    }

    // Text that no operation had before is only long enough; one with a pattern needs a sample of its own above.
    private string Sample(MemberDescription member) => _values.TryGetValue(member.Name, out var value)
        ? value
        : "sample".PadRight(member.Minimum ?? 0, 'x');

    private void AddMembers(StringBuilder form, OperationDescription operation, string path, IReadOnlyList<MemberDescription> members)
    {
        foreach (var member in members)
        {
            Add(form, operation, $"{path}.{member.Name}", member);
        }
    }

    private static bool IsMade(OperationDescription operation, string member) =>
        operation.Name is "CreateUser" or "CreateGroup" or "CreateRole" or "CreatePolicy" or "CreateInstanceProfile" or "UploadServerCertificate"
            && member == operation.Name["Create".Length..] + "Name";

    private static void Add(StringBuilder form, string path, string value) => form.Append('&').Append(path).Append('=').Append(Uri.EscapeDataString(value));
}
