using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Makes the number by which a row is known to be like one before in all that is kept of it: a hash of what the columns hold, as they stand. Texts that
/// differ in what is not kept may give two kinds, which costs time alone. Good for one run: the numbers must not reach a result.
/// </summary>
public static class RequestKind
{
    /// <summary>Is in every kind, so that none is 0.</summary>
    private const ulong Mark = 1UL << 63;

    /// <summary>A kind of which log and answer are known. Never 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(RequestSource source, int status) => (((ulong)source << 8) | (status < 300 ? 1u : 0)) | Mark;

    /// <summary>The kind of rows that also hold a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong With(ulong kind, ReadOnlySpan<byte> text) => KeyHash.Mix(kind, KeyHash.Quick(text)) | Mark;

    /// <summary>The kind of rows whose query starts alike; its values differ from row to row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong WithQuery(ulong kind, ReadOnlySpan<byte> query) => With(kind, QueryHead(query));

    /// <summary>The kind of rows whose back end's cookie names one host; most of it is a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong WithCookie(ulong kind, ReadOnlySpan<byte> cookie) => cookie.IsEmpty ? kind : With(kind, RoutingText.Host(cookie));

    /// <summary>The start of a query up to its first value, where it tells calls apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> QueryHead(ReadOnlySpan<byte> query)
    {
        if (query.IsEmpty || (query.Length == 1 && query[0] == (byte)'-'))
        {
            return [];
        }

        // Names are short: a search by vectors would not pay.
        int end = 0;
        while (end < query.Length && query[end] is not ((byte)'=' or (byte)'&'))
        {
            end++;
        }

        return query[..end];
    }
}
