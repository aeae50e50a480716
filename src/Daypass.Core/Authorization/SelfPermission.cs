namespace Daypass.Core.Authorization;

/// <summary>The permission of an operation that acts on the caller itself: <c>self</c>, in the words of policies.</summary>
/// <param name="Action">The action, <c>sts:Operation</c>.</param>
public sealed record SelfPermission(string Action) : Permission(Action)
{
    /// <inheritdoc/>
    public override string Resource => "arn:${Partition}:sts::${Account}:self";
}
