using Daypass.Policy.Keys;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>One operator and key of a Condition block, compiled.</summary>
internal sealed class ConditionTest
{
    private readonly bool _isKnown;
    private readonly bool _isNull;
    private readonly bool _isNegated;
    private readonly string _key;
    private readonly Quantifier _quantifier;
    private readonly bool _ifExists;
    private readonly int _hash;
    private readonly Comparison[] _values;
    private readonly bool _nullWhenTrue;
    private readonly bool _nullWhenFalse;

    public ConditionTest(ConditionEntry entry, bool variables)
    {
        Entry = entry;
        _hash = KeyHash.Of(null, entry.Key);
        // One string for each known key, so that a context remembers by reference what it has looked up.
        _key = ContextKeys.Canonical(entry.Key);
        var row = ConditionOperators.Find(entry.Operator, out _quantifier, out _ifExists);
        _isKnown = row is not null;
        _isNull = row is { Family: OperatorFamily.Null };
        _isNegated = row is { IsNegated: true };
        _values = row is null || _isNull ? [] : [.. entry.Values.Select(value => row.Compile(value, variables))];
        if (_isNull)
        {
            foreach (var value in entry.Values)
            {
                var wanted = BoolComparison.Read(value);
                _nullWhenTrue |= wanted == true;
                _nullWhenFalse |= wanted == false;
            }
        }
    }

    /// <summary>The line as it was written.</summary>
    public ConditionEntry Entry { get; }

    public bool Holds(AuthorizationRequest request)
    {
        if (!_isKnown)
        {
            // The checker refuses an unknown operator; one that got here is a condition nothing fulfils.
            return false;
        }

        var context = request.Context;
        var entry = context.Find(_key, _hash);
        if (entry < 0)
        {
            request.Trace?.AddMissing(Entry.Key);
        }

        if (_isNull)
        {
            return entry < 0 || context.IsNullData(entry) ? _nullWhenTrue : _nullWhenFalse;
        }

        if (entry < 0)
        {
            return _ifExists || _quantifier == Quantifier.All || (_quantifier == Quantifier.None && _isNegated);
        }

        return _quantifier switch
        {
            Quantifier.All => context.IsNullData(entry) || HoldsForAll(request, entry),
            Quantifier.Any => !context.IsNullData(entry) && HoldsForAny(request, entry),
            // A multivalued key without a set operator never matches, negated or not, unless it is empty.
            _ when context.Length(entry) == 0 => _ifExists || _isNegated,
            _ => context.IsSingle(entry) && HoldsFor(request, entry, 0),
        };
    }

    private bool HoldsForAll(AuthorizationRequest request, int entry)
    {
        for (var i = 0; i < request.Context.Length(entry); i++)
        {
            if (!HoldsFor(request, entry, i))
            {
                return false;
            }
        }

        return true;
    }

    private bool HoldsForAny(AuthorizationRequest request, int entry)
    {
        for (var i = 0; i < request.Context.Length(entry); i++)
        {
            if (HoldsFor(request, entry, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Policy values of one key combine as OR; those of a negated operator as NOR, where a malformed value spoils the whole.</summary>
    private bool HoldsFor(AuthorizationRequest request, int entry, int index)
    {
        var negated = _isNegated;
        foreach (var value in _values)
        {
            var verdict = value.Compare(request, entry, index);
            if (negated ? verdict != Verdict.No : verdict == Verdict.Yes)
            {
                return !negated;
            }
        }

        return negated;
    }
}
