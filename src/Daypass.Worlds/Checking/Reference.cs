using Daypass.Core.Stores;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>A reference to something not declared before.</summary>
/// <param name="entity">To what.</param>
/// <param name="arn">As an ARN, path and case included; null when it is by name.</param>
/// <param name="location">The element that refers.</param>
/// <param name="member">By which member.</param>
/// <param name="unknown">The sentence when it does not exist.</param>
internal sealed class Reference(EntityKey entity, string? arn, ElementLocation location, string member, string unknown)
{
    public EntityKey Entity => entity;

    public string? Arn => arn;

    /// <summary>Whether the file declares it further below.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Its unique id as far as it is known: given by the file, read from the database, or drawn when somebody had to name it.</summary>
    public string? UniqueId { get; set; }

    /// <summary>What to throw when it does not exist.</summary>
    public WorldException Unknown() => location.Error(member, unknown);
}
