using System.Globalization;
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

    /// <summary>Characters of a service or resource control policy, white space not counted.</summary>
    public int ControlPolicy { get; init; } = 5120;

    /// <summary>The size IAM counts: UTF-16 units that are not blank, tab, carriage return or line feed.</summary>
    public static int SizeOf(string json)
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
    public PolicyFault? CheckManaged(string json) => SizeOf(json) > ManagedPolicy ? Exceeded("PolicySize", ManagedPolicy) : null;

    /// <summary>Refuses a trust policy that is too large.</summary>
    public PolicyFault? CheckTrust(string json) => SizeOf(json) > TrustPolicy ? Exceeded("ACLSizePerRole", TrustPolicy) : null;

    /// <summary>Refuses a service or resource control policy that is too large.</summary>
    public PolicyFault? CheckControl(string json) => SizeOf(json) > ControlPolicy ? Exceeded("PolicySize", ControlPolicy) : null;

    /// <summary>Refuses inline policies of a user that are too large together.</summary>
    /// <param name="total">Their sizes by <see cref="SizeOf"/>, added up.</param>
    /// <param name="name">The user's name.</param>
    public PolicyFault? CheckInlineOfUser(int total, string name) => Inline(total, InlineOfUser, "user", name);

    /// <inheritdoc cref="CheckInlineOfUser"/>
    public PolicyFault? CheckInlineOfGroup(int total, string name) => Inline(total, InlineOfGroup, "group", name);

    /// <inheritdoc cref="CheckInlineOfUser"/>
    public PolicyFault? CheckInlineOfRole(int total, string name) => Inline(total, InlineOfRole, "role", name);

    private static PolicyFault Exceeded(string quota, int limit) => Limit($"Cannot exceed quota for {quota}: {Text(limit)}");

    private static PolicyFault? Inline(int total, int limit, string kind, string name) =>
        total > limit ? Limit($"Maximum policy size of {Text(limit)} bytes exceeded for {kind} {name}") : null;

    private static PolicyFault Limit(string message) => new(PolicyFault.LimitExceeded, message, new TextPosition(1, 1));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
