namespace Daypass.Server.Options;

/// <summary>The server cannot start for a reason the operator can mend; the message is one sentence for a person.</summary>
public sealed partial class StartException : Exception
{
    /// <summary>With that sentence.</summary>
    public StartException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
