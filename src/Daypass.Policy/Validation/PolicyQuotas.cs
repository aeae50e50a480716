using System.Globalization;
using System.Text;
using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>How large documents may be; the defaults are AWS's, and every number may be set.</summary>
public sealed record PolicyQuotas
{
    /// <summary>AWS's numbers.</summary>
    public static PolicyQuotas Default { get; } = new();

    /// <summary>Characters of a managed policy, white space not counted.</summary>
    public int ManagedPolicy { get; init; } = 6144;

    /// <summary>Characters of all inline policies of a user together, white space not counted.</summary>
    public int InlineOfUser { get; init; } = 2048;

    /// <summary>Characters of all inline policies of a group together, white space not counted.</summary>
    public int InlineOfGroup { get; init; } = 5120;

    /// <summary>Characters of all inline policies of a role together, white space not counted.</summary>
    public int InlineOfRole { get; init; } = 10240;

    /// <summary>Characters of a trust policy, white space not counted.</summary>
    public int TrustPolicy { get; init; } = 2048;

    /// <summary>Characters of a service control policy, white space counted (Organizations User Guide, "Quotas", since May 2026).</summary>
    public int ServiceControlPolicy { get; init; } = 10240;

    /// <summary>Characters of a resource control policy, white space counted.</summary>
    public int ResourceControlPolicy { get; init; } = 5120;

    /// <summary>Bytes of the policy of a resource in UTF-8, white space counted, as S3 counts those of buckets.</summary>
    public int ResourcePolicy { get; init; } = 20480;

    /// <summary>The size IAM counts: UTF-16 units that are not blank, tab, carriage return or line feed.</summary>
    public static int CountCharacters(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var size = 0;
        foreach (var c in json)
        {
            size += c is ' ' or '\t' or '\r' or '\n' ? 0 : 1;
        }

        return size;
    }

    /// <summary>Refuses a managed policy that is too large.</summary>
    public PolicyFault? ValidateManaged(string json) => CountCharacters(json) > ManagedPolicy ? QuotaExceeded("PolicySize", ManagedPolicy) : null;

    /// <summary>Refuses a trust policy that is too large.</summary>
    public PolicyFault? ValidateTrust(string json) => CountCharacters(json) > TrustPolicy ? QuotaExceeded("ACLSizePerRole", TrustPolicy) : null;

    /// <summary>Refuses a service or resource control policy that is too large.</summary>
    /// <param name="json">The document.</param>
    /// <param name="kind">Which of both it is.</param>
    public PolicyFault? ValidateControl(string json, PolicyKind kind)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Length > (kind == PolicyKind.ServiceControl ? ServiceControlPolicy : ResourceControlPolicy)
            ? LimitExceeded("You have exceeded the maximum policy size.")
            : null;
    }

    /// <summary>Refuses the policy of a resource that is too large.</summary>
    public PolicyFault? ValidateResource(string json) =>
        Encoding.UTF8.GetByteCount(json) > ResourcePolicy ? QuotaExceeded("ResourcePolicySize", ResourcePolicy) : null;

    /// <summary>Refuses inline policies of a user that are too large together.</summary>
    /// <param name="total">Their sizes by <see cref="CountCharacters"/>, added up.</param>
    /// <param name="name">The user's name.</param>
    public PolicyFault? ValidateInlineOfUser(int total, string name) => ValidateInline(total, InlineOfUser, "user", name);

    /// <inheritdoc cref="ValidateInlineOfUser"/>
    public PolicyFault? ValidateInlineOfGroup(int total, string name) => ValidateInline(total, InlineOfGroup, "group", name);

    /// <inheritdoc cref="ValidateInlineOfUser"/>
    public PolicyFault? ValidateInlineOfRole(int total, string name) => ValidateInline(total, InlineOfRole, "role", name);

    private static PolicyFault QuotaExceeded(string quota, int limit) => LimitExceeded($"Cannot exceed quota for {quota}: {ToText(limit)}");

    private static PolicyFault? ValidateInline(int total, int limit, string kind, string name) =>
        total > limit ? LimitExceeded($"Maximum policy size of {ToText(limit)} bytes exceeded for {kind} {name}") : null;

    private static PolicyFault LimitExceeded(string message) => new(PolicyFault.LimitExceeded, message, new TextPosition(1, 1));

    private static string ToText(int number) => number.ToString(CultureInfo.InvariantCulture);
}
