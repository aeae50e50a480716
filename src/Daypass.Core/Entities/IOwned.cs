namespace Daypass.Core.Entities;

/// <summary>A credential of a user, or of an account's root, beside access keys and MFA devices.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IOwned<TSelf> : IEntity<TSelf> where TSelf : class, IOwned<TSelf>
{
    /// <summary>The unique id of the user; the account id for root.</summary>
    string OwnerId { get; }

    /// <summary>Whether it may be used.</summary>
    bool Active { get; }

    /// <summary>The same credential, switched on or off.</summary>
    TSelf WithActive(bool active);
}
