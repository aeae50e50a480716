namespace Daypass.Core.Stores;

/// <summary>The database answers, but with another history than this node has followed: nothing of it is used until an operator accepts it.</summary>
public sealed class LostHistoryException : StoreUnavailableException
{
    /// <summary>Says what differs.</summary>
    public LostHistoryException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
