namespace Daypass.Server.Kits;

/// <summary>A test asked its server for something that cannot be; the message is one sentence for a person.</summary>
public sealed class TestControlException : Exception
{
    /// <summary>With that sentence.</summary>
    public TestControlException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
