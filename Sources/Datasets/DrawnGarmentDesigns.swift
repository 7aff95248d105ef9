// The designs of garments: which outlines and lines each is painted with, in what order.

extension DrawnGarments {
  /// Something painted: the inside of an outline, or a line.
  struct Part {
    /// The cloth, its shadow, or something of one tone of its own.
    enum Paint { case cloth, seam, trim }
    var paint: Paint
    var versions: [DrawnPath]
    /// Of a line, in pixels.
    var width: Double?
    /// Whether the path is the right half of an outline, from its top to its bottom.
    var isMirrored = false
    /// In how many of a hundred drawings it appears.
    var chance = 100
  }

  private static func fill(
    _ paint: Part.Paint, _ versions: String..., chance: Int = 100
  ) -> Part {
    Part(paint: paint, versions: versions.map { DrawnPath($0) }, chance: chance)
  }

  private static func half(
    _ paint: Part.Paint, _ versions: String..., chance: Int = 100
  ) -> Part {
    Part(paint: paint, versions: versions.map { DrawnPath($0) }, isMirrored: true, chance: chance)
  }

  private static func line(
    _ paint: Part.Paint, _ width: Double, _ versions: String..., chance: Int = 100
  ) -> Part {
    Part(paint: paint, versions: versions.map { DrawnPath($0) }, width: width, chance: chance)
  }

  private static let shortSleeves = half(
    .cloth,
    "50,12 58,10 63,4; 77,8; 96,30; 85,40; 77,28; 76,60 76,96; 50,98",
    "50,22 58,18 62,3; 72,5; 84,22; 78,30; 73,24; 72,60 76,97; 50,98",
    "50,8 56,8 60,4; 82,9; 100,44; 88,50; 80,34; 82,62 82,88; 50,90")
  private static let sleeveless = half(
    .cloth,
    "50,26 58,20 62,3; 68,3; 70,16 75,30; 74,60 76,97; 50,98",
    "50,14 56,12 64,4; 74,6; 72,18 75,28; 70,60 70,96; 50,96",
    "50,36 60,28 63,2; 67,2; 67,18 72,36; 78,64 84,92; 50,96")
  private static let longSleeves = half(
    .cloth,
    "50,9 57,8 61,4; 76,8; 87,40 96,88; 85,92; 76,42; 76,70 76,95; 50,96",
    "50,14 58,11 63,3; 74,6; 82,36 88,94; 79,96; 73,40; 72,70 74,97; 50,97",
    "50,6 56,6 60,4; 82,10; 94,44 100,82; 90,86; 80,48; 82,66 80,88; 50,88")
  private static let collar = half(
    .seam, "50,10; 57,1; 62,4; 60,14; 50,22", "50,12; 56,4; 62,4; 58,10; 50,16", chance: 70)
  private static let placket = line(.seam, 1, "50,14 50,96", "51,20 50,90", chance: 80)
  private static let sleeveSeams = [
    line(.seam, 1, "77,28 78,50 77,90", "76,24 74,50 74,92", chance: 60),
    line(.seam, 1, "23,28 22,50 23,90", "24,24 26,50 26,92", chance: 60),
  ]
  private static let print = fill(
    .trim, "36,32; 64,32; 64,52; 36,52;", "42,36; 58,36; 60,66; 40,66;",
    "34,40; 66,38; 66,46; 34,46;",
    chance: 25)
  private static let neckline = line(
    .seam, 1, "38,6 50,14 62,6", "37,5 50,24 63,5", "40,5 50,10 60,5", chance: 50)

  /// Kinds × designs × parts, from the lowest.
  static let designs: [[[Part]]] = [
    // T-shirt or top
    [[shortSleeves, neckline, print], [shortSleeves, print], [sleeveless]],
    // Trouser
    [
      [
        half(
          .cloth, "50,3; 66,3; 71,25 70,60 68,98; 58,98; 55,60 52,32; 50,30",
          "50,3; 62,3; 66,25 62,60 59,98; 53,98; 53,60 51,28; 50,26",
          "50,3; 66,3; 74,28 78,60 80,97; 62,98; 56,60 52,36; 50,34"),
        line(.seam, 1, "34,9 66,9", "36,7 64,7", chance: 50),
      ]
    ],
    // Pullover
    [
      [longSleeves, neckline, print] + sleeveSeams,
      [longSleeves, line(.seam, 1, "26,88 50,90 74,88", chance: 60)] + sleeveSeams,
    ],
    // Dress
    [
      [
        half(
          .cloth, "50,12 56,10 59,3; 66,4; 67,20 62,42; 68,70 74,97; 50,98",
          "50,24 56,18 60,2; 63,2; 65,22 61,40; 64,70 65,98; 50,98",
          "50,8 55,6 58,4; 68,5; 68,22 66,42; 80,70 90,92; 50,95"),
        line(.seam, 1, "36,42 64,42", "38,36 62,36", chance: 40),
      ],
      [
        half(
          .cloth, "50,10 56,8 59,3; 67,5; 80,26; 73,32; 67,24; 63,42 70,97; 50,98",
          "50,14 56,10 59,3; 66,4; 76,54; 71,56; 66,26; 62,42 67,97; 50,98",
          "50,8 55,6 58,3; 68,5; 86,62; 79,66; 68,28; 67,46 78,95; 50,97"),
        line(.seam, 1, "36,42 64,42", "38,36 62,36", chance: 40),
      ],
    ],
    // Coat
    [
      [longSleeves, collar, line(.trim, 1, "50,10 50,96", "52,12 51,96", chance: 60)] + sleeveSeams,
      [
        half(
          .cloth, "50,8 57,5 62,2; 75,7; 86,40 94,84; 84,87; 76,42; 77,70 79,98; 50,98",
          "50,4 57,1 62,3; 73,7; 80,40 86,78; 78,82; 72,42; 71,70 73,98; 50,98",
          "50,10 56,8 62,3; 78,9; 92,40 99,90; 88,94; 77,46; 80,70 84,96; 50,96"),
        collar, line(.seam, 1, "50,10 50,97", "46,12 46,97"),
        line(.seam, 1, "26,52 74,52", "28,46 72,46", chance: 30),
      ] + sleeveSeams,
    ],
    // Sandal
    [
      [
        fill(
          .cloth, "3,78 30,84 62,76 96,66; 98,73; 66,84 30,92 4,86;",
          "3,84 30,86 62,84 96,80; 98,88; 66,92 30,94 4,92;",
          "4,72 30,80 62,74 96,58; 98,90; 66,90 30,92 5,88;"),
        line(.cloth, 2, "10,80 22,64 38,82", "8,84 26,70 34,84", "14,78 26,56 46,80"),
        line(.cloth, 1.5, "58,78 74,52 92,68", "40,82 66,66 92,80", "60,76 78,40 94,62"),
        line(
          .cloth, 1.5, "22,66 48,60 74,54", "26,72 46,74 66,68", "26,58 52,50 78,42", chance: 60),
      ],
      [
        fill(
          .cloth, "3,92 22,90 48,66 92,34; 97,42; 90,94; 84,94; 86,50 58,74 30,98 4,98;",
          "3,88 22,88 48,74 92,52; 96,58; 94,94; 82,94; 82,64 58,82 30,96 4,96;",
          "3,94 22,90 48,56 88,24; 96,30; 94,96; 90,96; 88,40 58,68 30,98 5,99;"),
        line(.cloth, 2, "12,90 20,74 34,80", "10,88 26,76 38,80", "14,90 24,68 36,74"),
        line(.cloth, 1.5, "64,56 76,24 94,36", "62,66 74,40 93,54", "60,50 72,8 90,26"),
        line(.cloth, 1.5, "26,78 50,50 74,30", chance: 50),
      ],
    ],
    // Shirt
    [
      [shortSleeves, collar, placket], [longSleeves, collar, placket] + sleeveSeams,
      [longSleeves, neckline], [shortSleeves, neckline],
    ],
    // Sneaker
    [
      [
        fill(
          .cloth, "3,74 8,64 30,54 46,42 58,34; 68,32; 80,38 93,30; 97,46 97,76; 50,78",
          "3,76 10,68 32,62 46,54 58,48; 70,50; 80,52 94,44; 97,58 97,78; 50,80",
          "3,72 8,58 26,50 42,34 54,20; 66,16; 80,20 90,18; 95,42 96,74; 50,76"),
        fill(
          .trim, "2,73 50,76 98,72; 98,83 94,85; 50,86 6,84;",
          "2,77 50,79 98,77; 98,84 94,85; 50,85 6,84;",
          "2,70 50,74 98,70; 99,84 94,86; 50,87 6,85;", chance: 75),
        line(.trim, 1, "42,46 56,56 60,74", "44,56 58,64 54,76", "36,44 52,52 64,72", chance: 50),
        line(.seam, 1, "78,40 76,56 80,74", "80,54 76,64 78,76", chance: 50),
        line(.trim, 1, "34,54 42,60", "38,60 44,66", chance: 50),
        line(.trim, 1, "42,48 50,54", "44,56 50,62", chance: 50),
      ]
    ],
    // Bag
    [
      [
        half(
          .cloth, "50,36; 88,36; 92,60 95,94; 50,96", "50,42; 78,42; 80,60 80,97; 50,97",
          "50,34; 92,38; 97,60 90,84; 50,88"),
        line(
          .cloth, 2, "26,40 28,12 50,4 72,12 74,40", "30,44 36,24 50,18 64,24 70,44",
          "18,40 26,4 50,0 74,4 82,40"),
        line(.seam, 1, "10,52 50,54 90,52", "20,60 50,62 80,60", chance: 50),
      ],
      [
        half(
          .cloth, "50,22; 95,22; 97,50 95,80; 50,81", "50,28; 96,28; 98,46 96,72; 50,73",
          "50,14; 86,16; 92,50 94,88; 50,90"),
        line(.trim, 1, "5,24 50,58 95,24", "5,50 50,52 95,50", "14,18 50,50 86,18", chance: 60),
        line(.cloth, 1, "6,26 20,8 50,2 80,8 94,26", "6,32 24,20 50,14 76,20 94,32", chance: 40),
      ],
    ],
    // Ankle boot
    [
      [
        fill(
          .cloth, "3,86 6,72 28,60 44,48 50,28 50,8; 72,5 90,7; 92,40 96,70 96,89; 50,90",
          "3,84 6,74 28,64 46,54 56,40 58,26; 74,22 92,20; 91,46 94,70 95,86; 50,87",
          "4,88 8,70 28,56 42,44 46,24 46,3; 70,3 88,3; 90,40 92,66 94,90; 50,91"),
        fill(
          .trim, "2,85 50,88 97,86; 97,97; 66,97; 50,93 4,93;",
          "2,84 50,86 97,85; 97,91; 70,91; 50,90 4,90;",
          "3,87 50,89 95,88; 94,98; 74,98; 50,93 5,93;"),
        line(.seam, 1, "64,8 62,40 60,84", "70,24 64,50 58,84", chance: 40),
      ],
      [
        fill(
          .cloth,
          "3,95 8,82 28,70 44,52 50,28 50,6; 70,4 88,5; 90,40 95,62 92,97; 84,97; 82,76 58,84 30,98;",
          "3,95 8,86 28,76 44,62 54,46 56,24; 72,20 90,18; 90,46 95,66 96,97; 80,97; 80,82 58,88 30,98;",
          "4,96 10,84 28,66 42,48 44,24 44,2; 64,2 84,2; 86,36 93,52 94,98; 88,98; 84,70 56,80 30,99;"
        ),
        line(.seam, 1, "62,6 62,40 64,66", chance: 40),
      ],
    ],
  ]
}
