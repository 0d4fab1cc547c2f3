using System.Text;

namespace Hindcast.Bench.Generate;

/// <summary>Log files of one folder that follow each other by time or size, each opening with a header.</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="bytesPerFile">A file that reached this length is followed by the next number.</param>
/// <param name="fileName">File name for a time and a number counted from 1 for equal names.</param>
/// <param name="header">Header block for a time; the flag tells that the file is new.</param>
internal sealed class RollingLog(string folder, long bytesPerFile, Func<DateTime, int, string> fileName, Func<DateTime, bool, string> header) : IDisposable
{
    private FileStream? _file;
    private string _name = "";
    private int _number = 1;
    private long _hour = -1;

    /// <summary>Bytes written to all files.</summary>
    public long Written { get; private set; }

    /// <summary>Writes one line; line ends are part of it.</summary>
    public void Write(DateTime time, ReadOnlySpan<byte> line)
    {
        long hour = time.Ticks / TimeSpan.TicksPerHour;
        if (_file is null || _file.Position >= bytesPerFile || (hour != _hour && fileName(time, _number) != _name))
        {
            Open(time);
        }

        _hour = hour;

        _file!.Write(line);
        Written += line.Length;
    }

    /// <summary>Repeats the header block in mid-file, as a restart of the service does.</summary>
    public void Restart(DateTime time)
    {
        if (_file is not null)
        {
            Write(time, Encoding.UTF8.GetBytes(header(time, false)));
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Open(DateTime time)
    {
        _number = fileName(time, _number) == _name ? _number + 1 : 1;
        _name = fileName(time, _number);
        _file?.Dispose();
        Directory.CreateDirectory(folder);
        _file = new FileStream(Path.Combine(folder, _name), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 18);
        byte[] head = Encoding.UTF8.GetBytes(header(time, true));
        _file.Write(head);
        Written += head.Length;
    }
}
