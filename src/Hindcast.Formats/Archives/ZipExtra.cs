using System.Buffers.Binary;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>The extra fields of a zip header (APPNOTE 4.5) that matter here: long sizes and exact times. Not thread-safe.</summary>
internal ref struct ZipExtra
{
    /// <summary>Unpacked length from the zip64 field, when the header had none.</summary>
    public long LengthBytes;

    /// <summary>Packed length from the zip64 field, when the header had none.</summary>
    public long PackedBytes;

    /// <summary>Offset from the zip64 field, when the header had none.</summary>
    public long HeaderOffset;

    /// <summary>A time in UTC; null when there is none.</summary>
    public EvidenceTime? Modified;

    /// <summary>Reads the fields; the three numbers stay as they are unless they are all ones in 32 bits.</summary>
    public void Read(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                return;
            }

            ReadField(id, extra.Slice(4, length));
            extra = extra[(4 + length)..];
        }
    }

    /// <summary>The time in the DOS fields of a header: local, in steps of 2 seconds; null when they are not a time.</summary>
    public static EvidenceTime? DosTime(int date, int time)
    {
        int year = 1980 + (date >> 9), month = (date >> 5) & 15, day = date & 31;
        int hour = time >> 11, minute = (time >> 5) & 63, second = (time & 31) * 2;
        bool valid = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60;
        return valid
            ? EvidenceTime.FromUtc(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc), TimePrecision.Second)
            : null;
    }

    private void ReadField(int id, ReadOnlySpan<byte> field)
    {
        switch (id)
        {
            case 0x0001:
                ReadLong(ref LengthBytes, ref field);
                ReadLong(ref PackedBytes, ref field);
                ReadLong(ref HeaderOffset, ref field);
                break;
            case 0x5455 when field.Length >= 5 && (field[0] & 1) != 0 && Modified is null:
                Modified = EvidenceTime.FromUtc(
                    DateTime.UnixEpoch.AddSeconds(BinaryPrimitives.ReadInt32LittleEndian(field[1..])), TimePrecision.Second);
                break;
            case 0x000A when field.Length >= 32 && BinaryPrimitives.ReadUInt16LittleEndian(field[4..]) == 1:
                long fileTime = BinaryPrimitives.ReadInt64LittleEndian(field[8..]);
                if (fileTime > 0 && fileTime < DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks)
                {
                    Modified = EvidenceTime.FromUtc(DateTime.FromFileTimeUtc(fileTime), TimePrecision.Tick);
                }

                break;
            default:
                break;
        }
    }

    private static void ReadLong(ref long value, ref ReadOnlySpan<byte> field)
    {
        if (value == uint.MaxValue && field.Length >= 8)
        {
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }
}
