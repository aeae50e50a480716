namespace Daypass.Gateway.S3.Stores;

/// <summary>A store cannot be reached, or broke off; the message is for the operator.</summary>
internal sealed class StoreAwayException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether it was there and did not answer.</summary>
    public bool IsSilent { get; init; }
}
