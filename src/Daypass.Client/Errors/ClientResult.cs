using System.Diagnostics.CodeAnalysis;

namespace Daypass.Client.Errors;

/// <summary>A value or the error that took its place; made by conversion from either.</summary>
/// <typeparam name="T">What success carries.</typeparam>
public readonly struct ClientResult<T>
{
    private ClientResult(T? value, ClientError? error) => (Value, Error) = (value, error);

    /// <summary>The value; null exactly when <see cref="Error"/> is not.</summary>
    public T? Value { get; }

    /// <summary>The error; null on success.</summary>
    public ClientError? Error { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>Success.</summary>
    public static implicit operator ClientResult<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    public static implicit operator ClientResult<T>(ClientError error) => new(default, error);
}
