using System.Diagnostics.CodeAnalysis;

namespace Daypass.Protocol.Errors;

/// <summary>A value or the error that took its place; made by conversion from either.</summary>
/// <typeparam name="T">What success carries.</typeparam>
public readonly struct Result<T>
{
    private Result(T? value, AwsError? error) => (Value, Error) = (value, error);

    /// <summary>The value; null exactly when <see cref="Error"/> is not.</summary>
    public T? Value { get; }

    /// <summary>The refusal; null on success.</summary>
    public AwsError? Error { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>Success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Refusal.</summary>
    public static implicit operator Result<T>(AwsError error) => new(default, error);
}
