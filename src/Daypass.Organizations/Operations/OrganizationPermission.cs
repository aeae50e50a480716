using Daypass.Core.Authorization;

namespace Daypass.Organizations.Operations;

/// <summary>What a caller must be allowed to do to call an operation of Organizations (Service Authorization Reference, "AWS Organizations").</summary>
/// <param name="Action"><c>organizations:Operation</c>.</param>
/// <param name="About">What it is asked about, as the documentation writes it.</param>
/// <param name="Keys">The condition keys it has beside the global ones.</param>
internal sealed record OrganizationPermission(string Action, string About, IReadOnlyList<string> Keys) : Permission(Action)
{
    /// <summary>The action that creations with tags need besides.</summary>
    public const string Tagging = "organizations:TagResource";

    public override string Resource => About;

    public override IReadOnlyList<string> ConditionKeys => Keys;
}

/// <summary>How the documentation writes the resources.</summary>
internal static class ResourceNames
{
    public const string Account = "arn:${Partition}:organizations::${Account}:account/o-${OrganizationId}/${AccountId}";
    public const string Unit = "arn:${Partition}:organizations::${Account}:ou/o-${OrganizationId}/ou-${OrganizationalUnitId}";
    public const string Root = "arn:${Partition}:organizations::${Account}:root/o-${OrganizationId}/r-${RootId}";
    public const string Policy = "arn:${Partition}:organizations::${Account}:policy/o-${OrganizationId}/${PolicyType}/p-${PolicyId}";
    public const string None = "*";
}

/// <summary>The condition keys.</summary>
internal static class KeyNames
{
    public const string PolicyType = "organizations:PolicyType";
    public const string RequestTag = "aws:RequestTag/";
    public const string ResourceTag = "aws:ResourceTag/";
    public const string ServicePrincipal = "organizations:ServicePrincipal";
    public const string ShownRequestTag = RequestTag + "${TagKey}";
    public const string ShownResourceTag = ResourceTag + "${TagKey}";
    public const string TagKeys = "aws:TagKeys";
}
