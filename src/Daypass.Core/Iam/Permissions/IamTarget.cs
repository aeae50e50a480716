using Daypass.Protocol.Sts;

namespace Daypass.Core.Iam.Permissions;

/// <summary>What a request names, as far as its permission depends on it.</summary>
internal sealed record IamTarget
{
    /// <summary>Nothing: the action is on the account.</summary>
    public static readonly IamTarget None = new();

    /// <summary>The caller itself, whatever kind it is.</summary>
    public static readonly IamTarget Self = new() { IsSelf = true };

    /// <summary>True when the resource is the caller: a role session is asked about its role.</summary>
    public bool IsSelf { get; init; }

    /// <summary>The name of an existing entity or of one to make; for users null means the caller.</summary>
    public string? Name { get; init; }

    /// <summary>The path of an entity to make, or how the paths of those to list begin.</summary>
    public string? Path { get; init; }

    /// <summary>The ARN of a resource that is named by it.</summary>
    public string? Arn { get; init; }

    /// <summary>An access key whose owner is the resource.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>What the entity will be called; a permission on that is needed too.</summary>
    public NewName? Renamed { get; init; }

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

    /// <summary>A role the request hands to a service.</summary>
    public PassedRole? Passed { get; init; }

    /// <summary>An entity by its name.</summary>
    public static IamTarget Of(string? name) => new() { Name = name };

    /// <summary>A resource by its ARN.</summary>
    public static IamTarget By(string arn) => new() { Arn = arn };

    /// <summary>An entity to make.</summary>
    public static IamTarget Make(string? path, string name) => new() { Path = path, Name = name };

    /// <summary>The entities whose path begins so.</summary>
    public static IamTarget Under(string? pathPrefix) => new() { Path = pathPrefix };
}

/// <summary>What an entity is to be called; null where it stays as it is.</summary>
/// <param name="Path">The new path.</param>
/// <param name="Name">The new name.</param>
internal sealed record NewName(string? Path, string? Name)
{
    /// <summary>Null when neither changes.</summary>
    public static NewName? Of(string? path, string? name) => path is null && name is null ? null : new NewName(path, name);
}

/// <summary>A role that is handed to a service.</summary>
/// <param name="RoleName">The role.</param>
/// <param name="Service">The service, such as <c>ec2.amazonaws.com</c>.</param>
internal sealed record PassedRole(string RoleName, string Service);
