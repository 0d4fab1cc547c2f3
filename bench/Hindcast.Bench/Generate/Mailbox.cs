using System.Globalization;
using System.Text;

namespace Hindcast.Bench.Generate;

/// <summary>An invented mailbox user with the programs and addresses that he works with; texts are bytes, ready to be written.</summary>
internal sealed class Mailbox
{
    private static readonly string[] FamilyNames =
        "adler brandt keller vogel lang huber marsh novak olsen petit quinn rossi silva turner weiss young zeller archer bishop castro dumas evans fischer garnier hansen ito jansen koch lopez moreau".Split(' ');

    private static readonly string[] DesktopPrograms =
    [
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.13127; Pro)",
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4266; Pro)",
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10730; Pro)",
        "Microsoft Office/15.0 (Windows NT 6.1; Microsoft Outlook 15.0.5317; Pro)",
    ];

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.190 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:86.0) Gecko/20100101 Firefox/86.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.190 Safari/537.36 Edg/88.0.705.81",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.3 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.3 Mobile/15E148 Safari/604.1",
    ];

    private static readonly (string Program, string Type)[] Phones =
    [
        ("Apple-iPhone12C1/1804.52", "iPhone"), ("Apple-iPhone11C8/1803.114", "iPhone"), ("Apple-iPad7C11/1804.52", "iPad"),
        ("Android-SAMSUNG-SM-G973F/101.110000", "SamsungDevice"), ("Outlook-iOS-Android/1.0", "Outlook"), ("Android/9-EAS-2.0", "Android"),
    ];

    public Mailbox(int number, SeededRandom random)
    {
        string name = $"{(char)('a' + random.Below(26))}.{random.Pick(FamilyNames)}{(number < 60 ? "" : number.ToString(CultureInfo.InvariantCulture))}";
        (string phone, string phoneType) = random.Pick(Phones);
        Account = Bytes($"CONTOSO\\{name}");
        AccountEncoded = Bytes($"CONTOSO%5C{name}");
        Address = Bytes($"{name}@contoso.example");
        Sid = Bytes($"S-1-5-21-3184260597-1047285936-2590617384-{1100 + (number * 3)}");
        MailboxGuid = NextGuid(random);
        Database = NextGuid(random);
        Desktop = Bytes(random.Pick(DesktopPrograms));
        Browser = Bytes(random.Pick(Browsers));
        Phone = Bytes(phone);
        PhoneType = Bytes(phoneType);
        PhoneId = Bytes(random.Next().ToString("X16", CultureInfo.InvariantCulture) + random.Next().ToString("X16", CultureInfo.InvariantCulture));
        OfficeIp = Bytes($"10.20.{random.Between(4, 12)}.{random.Between(10, 250)}");
        OutsideIp = Bytes(random.OneIn(2) ? $"203.0.113.{random.Between(1, 255)}" : $"198.51.100.{random.Between(1, 255)}");
    }

    public byte[] Account { get; }

    /// <summary>The account as it stands in a query string.</summary>
    public byte[] AccountEncoded { get; }

    public byte[] Address { get; }

    public byte[] Sid { get; }

    public Guid MailboxGuid { get; }

    public Guid Database { get; }

    public byte[] Desktop { get; }

    public byte[] Browser { get; }

    public byte[] Phone { get; }

    public byte[] PhoneType { get; }

    public byte[] PhoneId { get; }

    public byte[] OfficeIp { get; }

    public byte[] OutsideIp { get; }

    /// <summary>A random identifier.</summary>
    public static Guid NextGuid(SeededRandom random)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, random.Next());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], random.Next());
        return new Guid(bytes);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
