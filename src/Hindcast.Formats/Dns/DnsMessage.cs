using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Hindcast.Formats.Dns;

/// <summary>
/// Reads the answers out of a DNS message as it goes over the wire (RFC 1035), as the DNS server's analytic log holds it.
/// Whatever the bytes are, it ends: at most 64 answers, 128 labels and 32 references a name.
/// </summary>
public static class DnsMessage
{
    private const int HeaderBytes = 12;
    private const int MaxAnswers = 64;
    private const int MaxLabels = 128;
    private const int MaxReferences = 32;

    /// <summary>The answers in their order: addresses, and names that a CNAME points to. Those behind damage are left out.</summary>
    public static IReadOnlyList<string> Answers(ReadOnlySpan<byte> message)
    {
        List<string> answers = [];
        if (message.Length < HeaderBytes)
        {
            return answers;
        }

        int questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        int count = Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(message[6..]), MaxAnswers);
        int at = HeaderBytes;
        for (int i = 0; i < questions; i++)
        {
            if (i >= MaxAnswers || Name(message, ref at) is null || (at += 4) > message.Length)
            {
                return answers;
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (Name(message, ref at) is null || at + 10 > message.Length)
            {
                return answers;
            }

            int type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (at + length > message.Length)
            {
                return answers;
            }

            int data = at;
            string? answer = (type, length) switch
            {
                (1, 4) or (28, 16) => new IPAddress(message.Slice(at, length)).ToString(),
                (5, _) => Name(message, ref data),
                _ => null,
            };
            if (answer is not null)
            {
                answers.Add(answer);
            }

            at += length;
        }

        return answers;
    }

    /// <summary>Reads a name and moves behind it; null when it is damaged.</summary>
    private static string? Name(ReadOnlySpan<byte> message, ref int at)
    {
        StringBuilder name = new();
        int position = at, references = 0;
        bool moved = false;
        for (int labels = 0; labels < MaxLabels && position < message.Length; labels++)
        {
            int length = message[position];
            if (length == 0)
            {
                at = moved ? at : position + 1;
                return name.ToString();
            }

            if (length >= 0xC0)
            {
                if (position + 1 >= message.Length || ++references > MaxReferences)
                {
                    return null;
                }

                if (!moved)
                {
                    at = position + 2;
                    moved = true;
                }

                position = BinaryPrimitives.ReadUInt16BigEndian(message[position..]) & 0x3FFF;
                continue;
            }

            if (length > 63 || position + 1 + length > message.Length)
            {
                return null;
            }

            name.Append(name.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(message.Slice(position + 1, length)));
            position += 1 + length;
        }

        return null;
    }
}
