namespace Daypass.Storage.Sql;

/// <summary>The database cannot be opened; the message is one sentence for the operator that says what is wrong with which database.</summary>
public sealed class UnusableDatabaseException : Exception
{
    /// <summary>Takes the sentence, and what the driver said.</summary>
    public UnusableDatabaseException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
