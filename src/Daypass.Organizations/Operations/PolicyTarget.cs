using Daypass.Core.Directory;

namespace Daypass.Organizations.Operations;

/// <summary>What control policies are attached to: a root, a unit or an account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>ROOT</c>, <c>ORGANIZATIONAL_UNIT</c> or <c>ACCOUNT</c>.</param>
internal abstract record PolicyTarget(string Id, string Arn, string Name, string Type)
{
    public const string RootType = "ROOT";
    public const string UnitType = "ORGANIZATIONAL_UNIT";
    public const string AccountType = "ACCOUNT";

    /// <summary>Where it is stored.</summary>
    public abstract EntityKey Key { get; }

    /// <summary>The version that was read.</summary>
    public abstract long Version { get; }

    /// <summary>Its tags.</summary>
    public abstract IReadOnlyList<EntityTag> Tags { get; }

    /// <summary>The policies attached to it.</summary>
    public abstract AttachedControls Controls { get; }

    public static PolicyTarget Of(Organization organization, EntityArns arns) => new RootTarget(organization, arns.ForRoot(organization));

    public static PolicyTarget Of(OrganizationalUnit unit, Organization organization, EntityArns arns) =>
        new UnitTarget(unit, arns.ForUnit(organization, unit.Id));

    public static PolicyTarget Of(Account account, Organization organization, EntityArns arns) =>
        new AccountTarget(account, arns.ForMember(organization, account.Id));

    /// <summary>Stores it with other policies.</summary>
    public abstract ValueTask<bool> TryStore(IDirectoryTransaction transaction, AttachedControls controls, CancellationToken cancelled);

    /// <summary>Stores it with other tags.</summary>
    public abstract ValueTask<bool> TryStore(IDirectoryTransaction transaction, IReadOnlyList<EntityTag> tags, CancellationToken cancelled);

    private sealed record RootTarget(Organization Root, string RootArn) : PolicyTarget(Root.RootId, RootArn, "Root", RootType)
    {
        public override EntityKey Key => Root.KeyOf();

        public override long Version => Root.Version;

        public override IReadOnlyList<EntityTag> Tags => Root.Tags;

        public override AttachedControls Controls => Root.Controls;

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, AttachedControls controls, CancellationToken cancelled) =>
            transaction.TryUpdate(Root, Root with { Controls = controls }, cancelled);

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, IReadOnlyList<EntityTag> tags, CancellationToken cancelled) =>
            transaction.TryUpdate(Root, Root with { Tags = tags }, cancelled);
    }

    private sealed record UnitTarget(OrganizationalUnit Unit, string UnitArn) : PolicyTarget(Unit.Id, UnitArn, Unit.DisplayName, UnitType)
    {
        public override EntityKey Key => Unit.KeyOf();

        public override long Version => Unit.Version;

        public override IReadOnlyList<EntityTag> Tags => Unit.Tags;

        public override AttachedControls Controls => Unit.Controls;

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, AttachedControls controls, CancellationToken cancelled) =>
            transaction.TryUpdate(Unit, Unit with { Controls = controls }, cancelled);

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, IReadOnlyList<EntityTag> tags, CancellationToken cancelled) =>
            transaction.TryUpdate(Unit, Unit with { Tags = tags }, cancelled);
    }

    private sealed record AccountTarget(Account Account, string AccountArn) : PolicyTarget(Account.Id, AccountArn, Account.DisplayName, AccountType)
    {
        public override EntityKey Key => Account.KeyOf();

        public override long Version => Account.Version;

        public override IReadOnlyList<EntityTag> Tags => Account.OrganizationTags ?? [];

        public override AttachedControls Controls => Account.Controls ?? AttachedControls.Default;

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, AttachedControls controls, CancellationToken cancelled) =>
            transaction.TryUpdate(Account, Account with { Controls = controls }, cancelled);

        public override ValueTask<bool> TryStore(IDirectoryTransaction transaction, IReadOnlyList<EntityTag> tags, CancellationToken cancelled) =>
            transaction.TryUpdate(Account, Account with { OrganizationTags = tags }, cancelled);
    }
}
