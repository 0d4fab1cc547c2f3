using System.Formats.Tar;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Hindcast.Formats.Archives;

/// <summary>Who owns a file on disk. Opens nothing for writing. Thread-safe.</summary>
public static class FileOwner
{
    /// <summary>
    /// The account as Windows names it (its SID when it is not known here), or <c>uid 33</c> elsewhere: names of accounts there are
    /// those of the examining machine. "" when it cannot be told.
    /// </summary>
    /// <param name="fullPath">The file.</param>
    public static string Of(string fullPath)
    {
        try
        {
            return OperatingSystem.IsWindows() ? OfWindows(fullPath) : LinuxCalls.Work ? OfLinux(fullPath) : OfUnix(fullPath);
        }
        catch (Exception error) when (SourceFailure.IsExpected(error) || error is InvalidOperationException)
        {
            return "";
        }
    }

    [SupportedOSPlatform("windows")]
    private static string OfWindows(string fullPath)
    {
        FileSecurity security = new(fullPath, AccessControlSections.Owner);
        if (security.GetOwner(typeof(SecurityIdentifier)) is not SecurityIdentifier sid)
        {
            return "";
        }

        try
        {
            return sid.Translate(typeof(NTAccount)).Value;
        }
        catch (IdentityNotMappedException)
        {
            return sid.Value;
        }
    }

    private static string OfLinux(string fullPath) => string.Create(CultureInfo.InvariantCulture, $"uid {LinuxPath.Look(fullPath).UserId}");

    /// <summary>The platform has no public word for the owner of a file, but its tar writer knows it.</summary>
    private static string OfUnix(string fullPath)
    {
        using HeaderBytes header = new();
        try
        {
            using TarWriter writer = new(header, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(fullPath, "x");
        }
        catch (EndOfStreamException)
        {
            // The header is all that was wanted.
        }

        long user = header.Length < TarHeader.BlockLength ? -1 : TarHeader.UserId(header.Bytes);
        return user < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"uid {user}");
    }

    /// <summary>Takes the first block and refuses more, so that the file itself is not read.</summary>
    private sealed class HeaderBytes : Stream
    {
        private readonly byte[] _bytes = new byte[TarHeader.BlockLength];
        private int _length;

        internal ReadOnlySpan<byte> Bytes => _bytes;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_length == _bytes.Length)
            {
                throw new EndOfStreamException();
            }

            int room = Math.Min(buffer.Length, _bytes.Length - _length);
            buffer[..room].CopyTo(_bytes.AsSpan(_length));
            _length += room;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
