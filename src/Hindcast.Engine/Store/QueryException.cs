namespace Hindcast.Engine.Store;

/// <summary>A query that cannot be answered: wrong SQL, or one that asks for more than reading the case.</summary>
public sealed class QueryException : Exception
{
    /// <summary>Makes one.</summary>
    public QueryException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public QueryException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Makes one.</summary>
    public QueryException()
    {
    }
}
