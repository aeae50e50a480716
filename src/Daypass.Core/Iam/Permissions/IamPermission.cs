namespace Daypass.Core.Iam.Permissions;

/// <summary>What a caller must be allowed to do to call one operation: a row of <see cref="IamPermissions"/>.</summary>
/// <param name="Operation">The operation; its action is <c>iam:</c> and this name.</param>
/// <param name="Resource">What it acts on.</param>
/// <param name="Scope">Which one of them.</param>
/// <param name="Keys">The condition keys it adds.</param>
internal sealed record IamPermission(string Operation, IamResource Resource, IamScope Scope, PermissionKeys Keys = PermissionKeys.None)
{
    /// <summary>The action policies name.</summary>
    public string Action { get; } = "iam:" + Operation;

    /// <summary>An action that must be allowed on the same resource too when the request passes tags.</summary>
    public string? TagAction { get; init; }

    /// <summary>An action on another resource that must be allowed too; the operation says which resource.</summary>
    public string? AlsoAction { get; init; }

    /// <summary>Operations that only read may be asked about the policies every account shares.</summary>
    public bool OnlyReads { get; } =
        Operation.StartsWith("Get", StringComparison.Ordinal) || Operation.StartsWith("List", StringComparison.Ordinal);
}
