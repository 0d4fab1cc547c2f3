using System.Globalization;
using System.Text;

namespace Hindcast.Bench.Dns;

/// <summary>
/// Writes large DNS logs: Zeek's dns.log or the debug log of Windows DNS servers. Names are usual (a few are asked for most of the
/// time; one in 200 is new; a real log of 53,615 rows at hand has 1,651 names) or all new, which is the worst case for whoever remembers names.
/// </summary>
internal sealed class DnsLogWriter(bool isZeek, bool isUsual, ulong seed)
{
    private const int Pool = 5_000;
    private const int NewEvery = 200;
    private const int BufferBytes = 1 << 20;
    private const int RowBytes = 1024;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string[] Hosts = ["www", "mail", "api", "cdn", "login", "static", "ns1", "autodiscover", "img", "update", "dc01", "outlook"];
    private static readonly string[] Words = ["alpine", "bright", "cedar", "delta", "eagle", "forest", "granite", "harbor", "island", "juniper", "kernel", "lumen", "meadow", "north", "ocean", "prairie", "quartz", "river", "summit", "timber"];
    private static readonly string[] Ends = ["com", "net", "org", "co.uk", "de", "local"];

    private readonly SeededRandom _random = new(seed);
    private readonly byte[] _buffer = new byte[BufferBytes + RowBytes];
    private readonly string[][] _names = new string[Pool][];
    private long _micros = new DateTime(2020, 6, 1, 6, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private int _at;

    /// <summary>Writes at least <paramref name="bytes"/> bytes.</summary>
    internal void Write(Stream output, long bytes)
    {
        for (int i = 0; i < Pool; i++)
        {
            _names[i] = Name();
        }

        Put(isZeek
            ? "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected\n"
            : "DNS Server log file creation at 6/13/2020 6:00:00 AM\r\nLog file wrap at 6/13/2020 6:00:00 AM\r\n\r\nMessage logging key (for packets - other items use a subset of these fields):\r\n\r\n");
        for (long written = 0; written < bytes;)
        {
            // 200 queries a second, as in a large network: 5 GB are some days.
            _micros += 1 + _random.Below(10_000);
            string[] name = _random.OneIn(NewEvery) || !isUsual ? NewName() : _names[Rank()];
            if (isZeek)
            {
                Zeek(name);
            }
            else
            {
                Debug(name);
            }

            if (_at >= BufferBytes)
            {
                output.Write(_buffer, 0, _at);
                written += _at;
                _at = 0;
            }
        }

        output.Write(_buffer, 0, _at);
    }

    /// <summary>The k-th name is drawn with a chance of about 1/k.</summary>
    private int Rank() => (int)Math.Min(Pool - 1, Math.Exp(_random.Below(1 << 24) / (double)(1 << 24) * Math.Log(Pool)) - 1);

    private string[] Name() => [_random.Pick(Hosts), $"{_random.Pick(Words)}-{_random.Pick(Words)}", .. _random.Pick(Ends).Split('.')];

    private string[] NewName() => ["e" + Drawn(_random.Between(5, 15)), _random.Pick(Words) + _random.Below(1000).ToString(CultureInfo.InvariantCulture), .. _random.Pick(Ends).Split('.')];

    private string Drawn(int length) => string.Create(length, _random, static (text, random) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = Letters[random.Below(Letters.Length)];
        }
    });

    private void Zeek(string[] name)
    {
        Put(_micros / 1_000_000);
        Put((byte)'.');
        Digits((int)(_micros % 1_000_000), 6);
        Put("\tC");
        Draw(17);
        Put("\t10.47.");
        Put(_random.Below(4));
        Put((byte)'.');
        Put(_random.Below(256));
        Put((byte)'\t');
        Put(_random.Between(49152, 65000));
        Put("\t10.0.0.100\t53\tudp\t");
        Put(_random.Below(65536));
        Put("\t0.000");
        Digits(_random.Below(1000), 3);
        Put((byte)'\t');
        for (int i = 0; i < name.Length; i++)
        {
            Put(i == 0 ? "" : ".");
            Put(name[i]);
        }

        Put("\t1\tC_INTERNET\t1\tA\t0\tNOERROR\tF\tF\tT\tT\t0\t");
        Put(_random.Between(11, 200));
        Put((byte)'.');
        Put(_random.Below(256));
        Put(".3.16\t300.000000\tF\n");
    }

    private void Debug(string[] name)
    {
        long second = _micros / 1_000_000 % 86_400;
        DateTime day = DateTime.UnixEpoch.AddSeconds(_micros / 1_000_000);
        int hour = (int)(second / 3600);
        Put(day.Month);
        Put((byte)'/');
        Put(day.Day);
        Put("/2020 ");
        Put(((hour + 11) % 12) + 1);
        Put((byte)':');
        Digits((int)(second / 60 % 60), 2);
        Put((byte)':');
        Digits((int)(second % 60), 2);
        Put(hour < 12 ? " AM 0E54 PACKET  00000" : " PM 0E54 PACKET  00000");
        Hex(11);
        Put(" UDP Rcv 10.47.");
        Put(_random.Below(4));
        Put((byte)'.');
        Put(_random.Below(256));
        Put("    ");
        Hex(4);
        Put(_random.OneIn(2) ? " R Q [8081   DR  NOERROR] A      " : "   Q [0001   D   NOERROR] A      ");
        foreach (string label in name)
        {
            Put((byte)'(');
            Put(label.Length);
            Put((byte)')');
            Put(label);
        }

        Put("(0)\r\n");
    }

    private void Draw(int count)
    {
        ulong bits = 0;
        for (int i = 0; i < count; i++, bits /= 36)
        {
            bits = i % 8 == 0 ? _random.Next() : bits;
            Put((byte)Letters[(int)(bits % 36)]);
        }
    }

    private void Hex(int count)
    {
        ulong bits = _random.Next();
        for (int i = 0; i < count; i++, bits >>= 4)
        {
            Put((byte)"0123456789abcdef"[(int)(bits & 15)]);
        }
    }

    private void Digits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--, value /= 10)
        {
            _buffer[_at + i] = (byte)('0' + (value % 10));
        }

        _at += count;
    }

    private void Put(long value)
    {
        value.TryFormat(_buffer.AsSpan(_at), out int written, default, CultureInfo.InvariantCulture);
        _at += written;
    }

    private void Put(byte value) => _buffer[_at++] = value;

    private void Put(string text) => _at += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_at));
}
