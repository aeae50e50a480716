using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>The parameters of a call as the audit line has them: identifiers and numbers; of everything else only that it was given.</summary>
internal static class AuditedParameters
{
    private const int Longest = 256;

    /// <summary>Texts that name something. A text is written down only when it is known to be no secret.</summary>
    private static readonly string[] Names =
    [
        "RoleArn", "RoleSessionName", "PrincipalArn", "ProviderId", "Name", "SerialNumber", "SourceIdentity", "TargetPrincipal", "SigningAlgorithm",
        "UserName", "RoleName", "GroupName", "PolicyName", "PolicyArn", "InstanceProfileName", "Path", "AccessKeyId", "OwnerAccountId",
        "DelegationRequestId", "Status",
    ];

    /// <summary>What is written down of the parameters as they were given.</summary>
    public static MapValue Create(OperationDescription operation, MapValue given)
    {
        var audited = new MapValue();
        foreach (var parameter in given.Members)
        {
            var member = operation.Input.FirstOrDefault(member => member.Name == parameter.Name);
            if (member is null)
            {
                // A name the API does not know is as untrusted as a value.
                audited.Set("(unknown)", Value.True);
            }
            else
            {
                audited.Set(member.Name, ToShown(member, parameter.Value));
            }
        }

        return audited;
    }

    private static Value ToShown(MemberDescription member, Value value) => value switch
    {
        IntegerValue or BooleanValue => value,
        TextValue { Text: { Length: <= Longest } file } when member.Sensitive && file.StartsWith(SecretInputs.Prefix, StringComparison.Ordinal) => value,
        TextValue { Text: { Length: <= Longest } text } when !member.Sensitive
            && Array.IndexOf(Names, member.Name) >= 0 && (member.Pattern is null || member.Pattern.IsMatch(text)) => value,
        _ => Value.From("(given)"),
    };
}
