using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>Takes apart the values by which HttpProxy chooses a back end.</summary>
internal static class RoutingText
{
    /// <summary>
    /// The host that a value names: <c>ServerInfo~host:port/...</c>, <c>Server~host~...</c>, or an address with its scheme. Empty
    /// for values that name a mailbox, a database or a version.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> rest;
        if (value.StartsWith("ServerInfo~"u8) || value.StartsWith("Server~"u8))
        {
            rest = value[(value.IndexOf((byte)'~') + 1)..];
        }
        else if (value.IndexOf("://"u8) is >= 0 and int scheme)
        {
            rest = value[(scheme + 3)..];
        }
        else
        {
            return [];
        }

        int user = rest.IndexOf((byte)'@');
        int end = rest.IndexOfAny("/?#~"u8);
        rest = user >= 0 && (end < 0 || user < end) ? rest[(user + 1)..] : rest;
        end = rest.IndexOfAny("/?#~:"u8);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>True for a value that names one mailbox.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool NamesMailbox(ReadOnlySpan<byte> value) =>
        value.StartsWith("Sid~"u8) || value.StartsWith("Smtp~"u8) || value.StartsWith("MailboxGuid~"u8);

    /// <summary>The first folder of a path as it stands in a row: <c>/owa</c> of <c>/owa/auth/x.js</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> FirstFolder(ReadOnlySpan<byte> stem)
    {
        int end = stem.Length > 1 ? stem[1..].IndexOf((byte)'/') : -1;
        return end < 0 ? stem : stem[..(end + 1)];
    }
}
