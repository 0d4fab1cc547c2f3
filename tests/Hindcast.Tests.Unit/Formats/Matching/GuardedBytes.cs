using System.Runtime.InteropServices;

namespace Hindcast.Tests.Unit.Formats.Matching;

/// <summary>Bytes that end right before (and start right after) pages that must not be touched: a stray read ends the process.</summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private const int PageBytes = 65536;
    private readonly byte* _map;

    public GuardedBytes()
    {
        _map = (byte*)Map(0, 3 * PageBytes, 0, 0x22, -1, 0);
        Assert.NotEqual(-1, (nint)_map);
        Assert.Equal(0, Protect((nint)(_map + PageBytes), PageBytes, 3));
    }

    /// <summary>The last <paramref name="length"/> bytes before the guard page.</summary>
    public Span<byte> AtEnd(int length) => new(_map + (2 * PageBytes) - length, length);

    /// <summary>The first <paramref name="length"/> bytes after the guard page.</summary>
    public Span<byte> AtStart(int length) => new(_map + PageBytes, length);

    public void Dispose() => _ = Unmap((nint)_map, 3 * PageBytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
