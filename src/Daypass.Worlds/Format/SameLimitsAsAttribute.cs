using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Query;

namespace Daypass.Worlds.Format;

/// <summary>
/// Says that a member of an element has the limits (length, range, pattern) that members of a request have. On a record it names the request whose members
/// limit those of the same name; on a property, the member of whatever name. Of lists the elements are limited, not how many there are.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
internal abstract class SameLimitsAsAttribute(IReadOnlyList<MemberDescription> request, string[] members) : Attribute
{
    /// <summary>All members of the request.</summary>
    public IReadOnlyList<MemberDescription> Request => request;

    /// <summary>On a property: its members in the request; two for a map, one of its keys and one of its values.</summary>
    public IReadOnlyList<MemberDescription> Members { get; } =
        [.. members.Select(name => request.Single(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>On a record: the member that is the element's <c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The sentence when a text has too few or too many characters, where a plainer one can be said than the numbers.</summary>
    public string? Sentence { get; init; }
}

/// <inheritdoc/>
/// <typeparam name="TRequest">The request.</typeparam>
internal sealed class SameLimitsAsAttribute<TRequest>(params string[] members) : SameLimitsAsAttribute(TRequest.InputMembers, members)
    where TRequest : IQueryInput<TRequest>;
