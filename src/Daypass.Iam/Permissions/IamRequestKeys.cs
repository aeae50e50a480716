using Daypass.Protocol.Sts;

namespace Daypass.Iam.Permissions;

/// <summary>What a request says for the condition keys of its permission.</summary>
internal sealed record IamRequestKeys
{
    /// <summary>Nothing.</summary>
    public static readonly IamRequestKeys None = new();

    /// <summary>Tags the request passes.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Keys of tags the request takes away.</summary>
    public IReadOnlyList<string> TagKeys { get; init; } = [];

    /// <summary>The managed policy the request attaches or detaches.</summary>
    public string? PolicyArn { get; init; }

    /// <summary>The permissions boundary the request sets.</summary>
    public string? Boundary { get; init; }

    /// <summary>The service a service-linked role is for.</summary>
    public string? Service { get; init; }

    /// <summary>The namespaces of the account properties that are read or set.</summary>
    public IReadOnlyList<string> PropertyNamespaces { get; init; } = [];

    /// <summary>The service that receives a role.</summary>
    public string? PassedTo { get; init; }

    /// <summary>The service a credential is for.</summary>
    public string? CredentialService { get; init; }

    /// <summary>After how many days a credential for a service ends.</summary>
    public int? CredentialAgeDays { get; init; }

    /// <summary>The service control policy a report is asked about.</summary>
    public string? OrganizationsPolicy { get; init; }

    /// <summary>Whether the request sets a context provider or removes it; null when it does neither.</summary>
    public bool? EnablesPropagation { get; init; }

    /// <summary>The issuer of the OpenID Connect provider that the request is about.</summary>
    public string? Issuer { get; init; }
}
