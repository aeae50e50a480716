namespace Daypass.Storage.Histories;

/// <summary>Remembers which history of the database this node follows, and refuses an older or another one until an operator accepts it.</summary>
/// <remarks>
/// A history is told by PostgreSQL's system identifier and timeline, where there are such, and by the mark of the newest change that was seen: when it is
/// not there, what this node knows was lost. Log positions of the server are not compared: those of two timelines mean different things.
/// </remarks>
internal sealed class HistoryGuard
{
    /// <summary>How long after an older server was met its presence is still told; a driver with several hosts looks at each of them every ten
    /// seconds.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    /// <summary>A crash may lose what a second brought; a promotion and an acceptance are written down at once.</summary>
    private static readonly TimeSpan WritePause = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private readonly HistoryFile? _file;
    private readonly TimeProvider _time;
    private volatile State _state;
    private volatile Meeting? _met;
    private volatile string? _refusal;
    private volatile string? _unwritten;
    private History? _written;
    private long _writtenAt;

    /// <summary>With what the file remembers.</summary>
    /// <param name="file">Where to remember over restarts; null to follow whatever is there.</param>
    /// <param name="time">For the pauses between two writes of the file.</param>
    /// <exception cref="IOException">The file is damaged.</exception>
    public HistoryGuard(HistoryFile? file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _written = file?.Read();
        _state = new State(_written, 0);
        _writtenAt = time.GetTimestamp();
    }

    /// <summary>Called when this node moves to another timeline: connections to servers on older ones are not to be used any more.</summary>
    public Action? MovedOn { get; set; }

    /// <summary>What has been seen; null before anything was.</summary>
    public History? Seen => _state.Seen;

    /// <summary>Grows when an operator accepted another history: what was known before means nothing in it.</summary>
    public long Number => _state.Number;

    /// <summary>Why the history that is followed now is refused; null when it is not.</summary>
    public string? Refusal => _refusal;

    /// <summary>Why this node does not want requests: what it reads is refused, or a server with an older history answers at the database's
    /// address.</summary>
    public string? Warning => _refusal ?? (_met is { } met && _time.GetElapsedTime(met.At) < Remembered ? met.Sentence : null);

    /// <summary>Why the file could not be written; null when it was.</summary>
    public string? Unwritten => _unwritten;

    /// <summary>Judges what a connection shows; null when it is of the history that this node follows.</summary>
    /// <param name="seen">What had been seen when it was asked.</param>
    /// <param name="found">What it shows.</param>
    public string? Judge(History? seen, HistoryFound found)
    {
        var now = found.Now;
        if (seen is null || now.Accepted > seen.Accepted)
        {
            Adopt(seen, now);
            return null;
        }

        if (seen.System.Length > 0 && now.System.Length > 0 && seen.System != now.System)
        {
            return Sentence($"is of another database system than this node has followed ({now}; seen: {seen})");
        }

        if (now.Timeline > 0 && now.Timeline < seen.Timeline)
        {
            return Sentence($"is older than what this node has seen ({now}; seen: {seen}): a primary server that was replaced has come back");
        }

        if (seen.Position > 0 && found.MarkAtSeen != seen.Mark && (now.Position <= seen.Position || found.Oldest <= seen.Position))
        {
            return Sentence(now.Position < seen.Position
                ? $"is older than what this node has seen ({now}; seen: {seen}): a backup was restored, or a failover lost changes"
                : $"lacks what this node has seen ({now}; seen: {seen}): a backup was restored, or a failover lost changes");
        }

        MoveOn(seen, now);
        return null;
    }

    /// <summary>Judges what is read next to the changes that are followed, and refuses or allows all else accordingly.</summary>
    public string? JudgeFollowed(History? seen, HistoryFound found) => _refusal = Judge(seen, found);

    /// <summary>From now on nothing is read or written, until what is followed is judged well again.</summary>
    public void Refuse(string sentence) => _refusal = sentence;

    /// <summary>Notes that a server was met, and left, whose history is refused.</summary>
    public void Meet(string sentence) => _met = new Meeting(sentence, _time.GetTimestamp());

    /// <summary>Notes the newest change that was committed or read.</summary>
    /// <param name="number">The history it belongs to.</param>
    /// <param name="position">Where.</param>
    /// <param name="mark">Its mark.</param>
    public void Advance(long number, long position, long mark)
    {
        lock (_changing)
        {
            if (_state is { Seen: { } seen } state && state.Number == number && position > seen.Position)
            {
                _state = state with { Seen = seen with { Position = position, Mark = mark } };
            }
        }
    }

    /// <summary>Writes down what was seen.</summary>
    /// <param name="now">Although something was written a moment ago.</param>
    public void Keep(bool now)
    {
        lock (_changing)
        {
            if (_file is not null && _state.Seen is { } seen && seen != _written && (now || _time.GetElapsedTime(_writtenAt) >= WritePause))
            {
                _unwritten = _file.Write(seen);
                _written = _unwritten is null ? seen : _written;
                _writtenAt = _time.GetTimestamp();
            }
        }
    }

    private static string Sentence(string what) =>
        $"The database's history {what}. Nothing of it is used until that is put right, or accepted with 'daypass-server history accept'.";

    private void Adopt(History? seen, History now)
    {
        lock (_changing)
        {
            if (!ReferenceEquals(_state.Seen, seen) && _state.Seen is { } other && other.Accepted >= now.Accepted)
            {
                return;
            }

            _state = new State(now, _state.Number + (_state.Seen is null ? 0 : 1));
            (_met, _refusal) = (null, null);
        }

        Keep(now: true);
        MovedOn?.Invoke();
    }

    private void MoveOn(History seen, History now)
    {
        lock (_changing)
        {
            var current = _state.Seen!;
            if (_state.Seen!.Accepted != seen.Accepted || (now.Timeline <= current.Timeline && (now.System.Length == 0 || current.System.Length > 0)))
            {
                return;
            }

            _state = _state with { Seen = current with { System = now.System, Timeline = now.Timeline } };
        }

        Keep(now: true);
        MovedOn?.Invoke();
    }

    private sealed record State(History? Seen, long Number);

    private sealed record Meeting(string Sentence, long At);
}
