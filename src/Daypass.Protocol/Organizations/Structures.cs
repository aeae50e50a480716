using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Organizations;

/// <summary>A tag of a root, a unit, an account or a policy.</summary>
[QueryInput, QueryOutput]
public sealed partial record OrganizationTag
{
    /// <summary>The key; case matters.</summary>
    [Length(1, 128), Pattern(OrganizationPatterns.Tag)]
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    [Length(0, 256), Pattern(OrganizationPatterns.Tag)]
    public required string Value { get; init; }
}

/// <summary>A type of policy, as far as it can be used.</summary>
[QueryOutput]
public sealed partial record PolicyTypeSummary
{
    /// <summary>The type.</summary>
    public string? Type { get; init; }

    /// <summary><c>ENABLED</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>An organisation.</summary>
[QueryOutput]
public sealed partial record OrganizationShape
{
    /// <summary><c>o-</c> and ten characters.</summary>
    public string? Id { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary><c>ALL</c> or <c>CONSOLIDATED_BILLING</c>.</summary>
    public string? FeatureSet { get; init; }

    /// <summary>The ARN of the management account.</summary>
    public string? MasterAccountArn { get; init; }

    /// <summary>The management account.</summary>
    public string? MasterAccountId { get; init; }

    /// <summary>The e-mail address of the management account.</summary>
    [Sensitive]
    public string? MasterAccountEmail { get; init; }

    /// <summary>Not to be relied on, says AWS: the types of policies stand at the root.</summary>
    public required IReadOnlyList<PolicyTypeSummary> AvailablePolicyTypes { get; init; }
}

/// <summary>The root of an organisation.</summary>
[QueryOutput]
public sealed partial record RootShape
{
    /// <summary><c>r-</c> and four characters.</summary>
    public string? Id { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary><c>Root</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The types of policies that are enabled.</summary>
    public required IReadOnlyList<PolicyTypeSummary> PolicyTypes { get; init; }
}

/// <summary>An organisational unit.</summary>
[QueryOutput]
public sealed partial record OrganizationalUnitShape
{
    /// <summary><c>ou-</c>, the characters of the root, and eight more.</summary>
    public string? Id { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>Its name, unique below its parent.</summary>
    public string? Name { get; init; }

    /// <summary>From the organisation down to it: <c>o-…/r-…/ou-…/</c>.</summary>
    public string? Path { get; init; }
}

/// <summary>An account of an organisation.</summary>
[QueryOutput]
public sealed partial record AccountShape
{
    /// <summary>Twelve digits.</summary>
    public string? Id { get; init; }

    /// <summary>Its ARN in the organisation.</summary>
    public string? Arn { get; init; }

    /// <summary>The e-mail address of its owner.</summary>
    [Sensitive]
    public string? Email { get; init; }

    /// <summary>Its name.</summary>
    [Sensitive]
    public string? Name { get; init; }

    /// <summary><c>ACTIVE</c> or <c>SUSPENDED</c>.</summary>
    public string? Status { get; init; }

    /// <summary><c>ACTIVE</c> or <c>SUSPENDED</c>: what took the place of <see cref="Status"/>.</summary>
    public string? State { get; init; }

    /// <summary>From the organisation down to it: <c>o-…/r-…/ou-…/123456789012/</c>.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary><c>INVITED</c> or <c>CREATED</c>.</summary>
    public string? JoinedMethod { get; init; }

    /// <summary>When it became a member.</summary>
    public DateTimeOffset? JoinedTimestamp { get; init; }
}

/// <summary>How far a request for an account has come.</summary>
[QueryOutput]
public sealed partial record CreateAccountStatus
{
    /// <summary><c>car-</c> and 32 characters.</summary>
    public string? Id { get; init; }

    /// <summary>The name that was asked for.</summary>
    [Sensitive]
    public string? AccountName { get; init; }

    /// <summary><c>SUCCEEDED</c> or <c>FAILED</c>.</summary>
    public string? State { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? RequestedTimestamp { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? CompletedTimestamp { get; init; }

    /// <summary>The account that was made.</summary>
    public string? AccountId { get; init; }

    /// <summary>Never there: accounts of GovCloud are AWS's.</summary>
    public string? GovCloudAccountId { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailureReason { get; init; }
}

/// <summary>A parent: the root or a unit.</summary>
[QueryOutput]
public sealed partial record Parent
{
    /// <summary>Its id.</summary>
    public string? Id { get; init; }

    /// <summary><c>ROOT</c> or <c>ORGANIZATIONAL_UNIT</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>A child: an account or a unit.</summary>
[QueryOutput]
public sealed partial record Child
{
    /// <summary>Its id.</summary>
    public string? Id { get; init; }

    /// <summary><c>ACCOUNT</c> or <c>ORGANIZATIONAL_UNIT</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>A policy without its text.</summary>
[QueryOutput]
public sealed partial record PolicySummary
{
    /// <summary><c>p-</c> and eight characters, or the name of a policy of AWS.</summary>
    public string? Id { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>Its name, unique among those of its type.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its type.</summary>
    public string? Type { get; init; }

    /// <summary>Whether it is AWS's, so that nobody can change it.</summary>
    public bool AwsManaged { get; init; }
}

/// <summary>A policy with its text.</summary>
[QueryOutput]
public sealed partial record ControlPolicyShape
{
    /// <summary>What is known of it.</summary>
    public PolicySummary? PolicySummary { get; init; }

    /// <summary>Its text, as it was sent.</summary>
    public string? Content { get; init; }
}

/// <summary>What a policy is attached to.</summary>
[QueryOutput]
public sealed partial record PolicyTargetSummary
{
    /// <summary>Its id.</summary>
    public string? TargetId { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>Its name.</summary>
    [Sensitive]
    public string? Name { get; init; }

    /// <summary><c>ACCOUNT</c>, <c>ORGANIZATIONAL_UNIT</c> or <c>ROOT</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>What policies of one type amount to for an account.</summary>
[QueryOutput]
public sealed partial record EffectivePolicy
{
    /// <summary>The text.</summary>
    public string? PolicyContent { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? LastUpdatedTimestamp { get; init; }

    /// <summary>The account.</summary>
    public string? TargetId { get; init; }

    /// <summary>The type.</summary>
    public string? PolicyType { get; init; }
}

/// <summary>A service that has access to the organisation.</summary>
[QueryOutput]
public sealed partial record EnabledServicePrincipal
{
    /// <summary>The service.</summary>
    public string? ServicePrincipal { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? DateEnabled { get; init; }
}
