namespace Daypass.Storage.Histories;

/// <summary>How far a node has followed which history of the database.</summary>
/// <param name="System">Which database system: PostgreSQL's system identifier; empty where there is none.</param>
/// <param name="Timeline">PostgreSQL's timeline, which every promotion raises; 0 where there is none.</param>
/// <param name="Position">The position of the newest change that was seen.</param>
/// <param name="Mark">What the transaction of that change drew.</param>
/// <param name="Accepted">The number of the newest acceptance by an operator.</param>
public sealed record History(string System, int Timeline, long Position, long Mark, long Accepted)
{
    /// <summary>For a person.</summary>
    public override string ToString() => Timeline == 0 ? $"change {Position}" : $"change {Position} on timeline {Timeline} of system {System}";
}
