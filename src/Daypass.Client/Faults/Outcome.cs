using System.Diagnostics.CodeAnalysis;

namespace Daypass.Client.Faults;

/// <summary>A value or the fault that took its place; made by conversion from either.</summary>
/// <typeparam name="T">What success carries.</typeparam>
public readonly struct Outcome<T>
{
    private Outcome(T? value, ClientFault? fault) => (Value, Fault) = (value, fault);

    /// <summary>The value; null exactly when <see cref="Fault"/> is not.</summary>
    public T? Value { get; }

    /// <summary>The fault; null on success.</summary>
    public ClientFault? Fault { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Fault is null;

    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    public static implicit operator Outcome<T>(ClientFault fault) => new(default, fault);
}
