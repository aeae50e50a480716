namespace Daypass.Iam.Permissions;

/// <summary>What a caller must be allowed to do to call one operation of IAM (Service Authorization Reference, "Actions defined by AWS IAM").</summary>
/// <param name="Operation">The operation; its action is <c>iam:</c> and this name.</param>
/// <param name="On">The kind of resource it acts on.</param>
/// <param name="Scope">Which one of them.</param>
/// <param name="Keys">The condition keys it adds.</param>
internal sealed record IamPermission(string Operation, IamResource On, IamScope Scope, PermissionKeys Keys = PermissionKeys.None)
    : Permission("iam:" + Operation)
{
    /// <inheritdoc/>
    public override string Resource => Scope is IamScope.Account ? "*" : On.Template;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ConditionKeys => PermissionKeyNames.For(this);

    /// <summary>Operations that only read may be asked about the policies every account shares.</summary>
    public bool OnlyReads { get; } =
        Operation.StartsWith("Get", StringComparison.Ordinal) || Operation.StartsWith("List", StringComparison.Ordinal);
}
