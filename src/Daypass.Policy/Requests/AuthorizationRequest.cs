using Daypass.Policy.Decisions;
using Daypass.Policy.Values;

namespace Daypass.Policy.Requests;

/// <summary>One request to decide: may this principal do this action on this resource in this context? Reusable, not thread-safe.</summary>
public sealed class AuthorizationRequest
{
    /// <summary>How many steps of matching one request may take, from one <see cref="Clear"/> to the next: some milliseconds of work. Ordinary policies
    /// take hundreds; only documents made to be slow take millions.</summary>
    public const int MostSteps = 4_000_000;

    /// <summary>Room for filled-in variables that is larger than this is not kept for the next request.</summary>
    private const int LargestKept = 64 * 1024;

    private int _stepsLeft = MostSteps;
    private char[] _lowered = new char[64];
    private string _action = "";
    private string _resource = "*";
    private int _serviceLength;
    private ArnText _parts;
    private int[] _scratch = [];
    private char[] _text = [];

    /// <summary>Who asks.</summary>
    public Principal Principal { get; set; } = Principal.Anonymous;

    /// <summary>What is asked for, as <c>service:Name</c>.</summary>
    public string Action
    {
        get => _action;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _action = value;
            LowerAction(value);
        }
    }

    /// <summary>The ARN acted on, or <c>*</c> for actions without resources.</summary>
    public string Resource
    {
        get => _resource;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _resource = value;
            _parts = ArnText.Split(value);
        }
    }

    /// <summary>
    /// The account that owns the resource; empty when no owner is known. Null means: the account in the ARN, or for a
    /// lone star the caller's own. Buckets and other resources without an account in their ARN need it set.
    /// </summary>
    public string? ResourceAccount { get; set; }

    /// <summary>
    /// True when the request is only imagined. AWS's simulator compares two things otherwise than its services do: a number that cannot be
    /// read fails NumericNotEquals too, and a policy address that cannot be read ends the comparison as false, NotIpAddress included.
    /// </summary>
    public bool IsSimulated { get; set; }

    /// <summary>True when matching took more steps than a request may: whatever was asked is denied from then on.</summary>
    public bool IsExhausted => _stepsLeft < 0;

    /// <summary>How many steps it took so far.</summary>
    public int StepsTaken => MostSteps - _stepsLeft;

    /// <summary>The condition keys.</summary>
    public RequestContext Context { get; } = new();

    internal ref readonly ArnText ResourceParts => ref _parts;

    /// <summary>Where the engine writes down what it saw, while it decides; null outside of simulation and explanations.</summary>
    internal DecisionTrace? Trace { get; set; }

    internal uint ServiceHash { get; private set; }

    internal ReadOnlySpan<char> Service => _lowered.AsSpan(0, _serviceLength);

    /// <summary>The action without its service, in lower case.</summary>
    internal ReadOnlySpan<char> ActionName =>
        _serviceLength < _action.Length ? _lowered.AsSpan(_serviceLength + 1, _action.Length - _serviceLength - 1) : [];

    /// <summary>True when an action has a colon at all; text without one matches only <c>*</c>.</summary>
    internal bool HasService => _serviceLength < _action.Length;

    /// <summary>Empties it for the next request; the memory is kept.</summary>
    public void Clear()
    {
        Principal = Principal.Anonymous;
        Action = "";
        Resource = "*";
        ResourceAccount = null;
        IsSimulated = false;
        _stepsLeft = MostSteps;
        if (_scratch.Length > LargestKept || _text.Length > LargestKept)
        {
            (_scratch, _text) = ([], []);
        }

        Context.Clear();
    }

    /// <summary>Takes steps off what the request may still use; false when there are none left, and what is compared counts as no match.</summary>
    internal bool TrySpend(int steps)
    {
        _stepsLeft = steps > _stepsLeft ? -1 : _stepsLeft - steps;
        return _stepsLeft >= 0;
    }

    /// <summary>Room for a pattern with its variables filled in; each call returns the same memory.</summary>
    internal Span<int> GetPatternBuffer(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = new int[Math.Max(length, 256)];
        }

        return _scratch.AsSpan(0, length);
    }

    /// <summary>Room for a text with its variables filled in; each call returns the same memory.</summary>
    internal Span<char> GetTextBuffer(int length)
    {
        if (_text.Length < length)
        {
            _text = new char[Math.Max(length, 256)];
        }

        return _text.AsSpan(0, length);
    }

    private void LowerAction(string value)
    {
        if (_lowered.Length < value.Length)
        {
            _lowered = new char[value.Length * 2];
        }

        for (var i = 0; i < value.Length; i++)
        {
            _lowered[i] = ActionText.Lower(value[i]);
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        _serviceLength = colon < 0 ? value.Length : colon;
        ServiceHash = ActionText.Hash(Service);
    }
}
