namespace Daypass.S3.Operations;

/// <summary>Who answers an operation.</summary>
public enum OperationClass
{
    /// <summary>The store, if it is known to have it: a store that does not know an operation does something else in its place.</summary>
    Store,

    /// <summary>Daypass itself; the store never sees it.</summary>
    Kept,

    /// <summary>Nobody: 501, unless an operator says that the store has it.</summary>
    Refused,
}
