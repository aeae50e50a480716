namespace Daypass.Storage.Histories;

/// <summary>What a connection shows of the history behind it.</summary>
/// <param name="Now">The newest that is there.</param>
/// <param name="MarkAtSeen">The mark of the change at the position that was asked about; null when it is not there.</param>
/// <param name="Oldest">The oldest position that has not been swept.</param>
internal sealed record HistoryFound(History Now, long? MarkAtSeen, long Oldest);
