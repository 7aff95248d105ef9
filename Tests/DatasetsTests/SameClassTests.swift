// Is Same Class: pairs as the authors draw them, laid where they lay them; and the drawn classes behind
// them (locality sheet 2, 9.3, 9.4).

import Datasets
import Kernels
import Records
import Testing

/// Inputs one after another.
private func values(_ inputs: LongRangeInputs, _ indices: [Int]) -> [Float] {
  var values = [Float](
    repeating: 0, count: indices.count * inputs.height * inputs.width * inputs.channels)
  values.withUnsafeMutableBufferPointer { inputs.write(indices, into: $0) }
  return values
}

private func task(
  pooling: Int = 4, height: Int = 8, width: Int = 80, distance: Int = 20, pool: Int = 200,
  train: Int = 60, test: Int = 40
) -> LongRangeTask {
  .sameClass(
    source: .gratings(train: pool, test: 100, stream: "tests/gratings"), pooling: pooling,
    height: height, width: width, distance: distance, train: train, test: test,
    stream: "tests/pairs")
}

@Suite struct ImagePairsTests {
  private let classes = (0..<5000).map { UInt8(RandomStream("tests/classes").bits($0) % 10) }

  @Test func positivesAreOfOneClassAndNegativesAreNot() {
    let pairs = ImagePairs(count: 4000, classes: classes, stream: RandomStream("tests/pairs"))
    #expect(pairs.images.count == 8000 && pairs.labels.count == 4000)
    for pair in 0..<4000 {
      let isSame = classes[pairs.images[2 * pair]] == classes[pairs.images[2 * pair + 1]]
      #expect(isSame == (pairs.labels[pair] == 1))
    }
  }

  @Test func classesAndLabelsAreFair() {
    let count = 20_000
    let pairs = ImagePairs(count: count, classes: classes, stream: RandomStream("tests/pairs"))
    let positive = pairs.labels.count { $0 == 1 }
    #expect(abs(Double(positive) / Double(count) - 0.5) < 4 * 0.5 / Double(count).squareRoot())
    for side in 0..<2 {
      var seen = [Int](repeating: 0, count: 10)
      for pair in 0..<count { seen[Int(classes[pairs.images[2 * pair + side]])] += 1 }
      #expect(seen.allSatisfy { abs($0 - count / 10) < 260 })
    }
    // The second image of a negative is any of another class: pools' sizes decide, not classes.
    let uneven = (0..<1000).map { UInt8($0 < 901 ? 0 : 1 + $0 % 9) }
    let others = ImagePairs(count: count, classes: uneven, stream: RandomStream("tests/uneven"))
    let fromOther = (0..<count).filter {
      others.labels[$0] == 0 && uneven[others.images[2 * $0]] == 1
    }
    let common = fromOther.count { uneven[others.images[2 * $0 + 1]] == 0 }
    #expect(Double(common) > 0.85 * Double(fromOther.count) && fromOther.count > 500)
  }

  @Test func aLongerListBeginsLikeAShorterOne() {
    let stream = RandomStream("tests/pairs")
    let many = ImagePairs(count: 50, classes: classes, stream: stream)
    let few = ImagePairs(count: 20, classes: classes, stream: stream)
    #expect(few.images == Array(many.images[..<40]) && few.labels == Array(many.labels[..<20]))
  }
}

@Suite struct SameClassTests {
  /// The sheet's table of section 2.2.
  @Test(arguments: [(0, 80, 112), (40, 60, 132), (80, 40, 152), (120, 20, 172), (160, 0, 192)])
  func imagesLieWhereTheAuthorsLayThem(distance: Int, left: Int, right: Int) throws {
    let data = try task(
      pooling: 1, height: 224, width: 224, distance: distance, pool: 20, train: 2, test: 1
    ).data(datasets: nil)
    let pixels = values(data.train, [1])
    var (rows, columns) = (Set<Int>(), Set<Int>())
    for position in pixels.indices where pixels[position] != 0 {
      rows.insert(position / 3 / 224)
      columns.insert(position / 3 % 224)
    }
    #expect(rows == Set(96...127))
    #expect(columns == Set(left...left + 31).union(right...right + 31))
    let (one, other) = (
      PixelRectangle(row: 96, column: left, height: 32, width: 32),
      PixelRectangle(row: 96, column: right, height: 32, width: 32)
    )
    #expect(data.train.patches == .eitherOf(one, other))
  }

  @Test func theSamePairsServeAllDistances() throws {
    let (near, far) = try (
      task(distance: 0).data(datasets: nil), task(distance: 60).data(datasets: nil)
    )
    #expect(near.train.labels == far.train.labels && near.digest != far.digest)
    let (one, other) = (values(near.train, [5]), values(far.train, [5]))
    // Columns 32…39 and 40…47 of the near canvas, 2…9 and 70…77 of the far one.
    for row in 0..<8 {
      for place in 0..<24 {
        #expect(one[(row * 80 + 32) * 3 + place] == other[(row * 80 + 2) * 3 + place])
        #expect(one[(row * 80 + 40) * 3 + place] == other[(row * 80 + 70) * 3 + place])
      }
    }
  }

  @Test func poolingAveragesStandardisedPixels() throws {
    let pooled = try task(distance: 0).data(datasets: nil)
    let whole = try task(pooling: 1, height: 32, width: 80, distance: 0).data(datasets: nil)
    let (small, large) = (values(pooled.test, [3]), values(whole.test, [3]))
    for (row, column, channel) in [(0, 0, 0), (3, 9, 1), (7, 15, 2), (4, 8, 0)] {
      var sum: Float = 0
      for i in 0..<4 {
        for j in 0..<4 {
          sum += large[((4 * row + i) * 80 + 8 + 4 * column + j) * 3 + channel]
        }
      }
      #expect(abs(small[(row * 80 + 32 + column) * 3 + channel] - sum / 16) < 1e-5)
    }
  }

  @Test func theTrainingPoolIsStandardised() throws {
    // Every image of the pool appears about equally often, so that inputs have the pool's moments.
    let data = try task(pooling: 1, height: 32, width: 64, distance: 0, train: 2000).data(
      datasets: nil)
    let pixels = values(data.train, Array(0..<2000))
    for channel in 0..<3 {
      let own = stride(from: channel, to: pixels.count, by: 3).map { Double(pixels[$0]) }
      let mean = own.reduce(0, +) / Double(own.count)
      let square = own.reduce(0) { $0 + $1 * $1 } / Double(own.count)
      #expect(abs(mean) < 0.02 && abs(square - 1) < 0.02)
    }
  }

  @Test func levelsAreTheImagesAndTheMeanBetweenThem() throws {
    let data = try task(pooling: 1, height: 32, width: 80, distance: 16).data(datasets: nil)
    let levels = data.train.levels(of: 4)
    #expect(levels.count == 32 * 80 * 3)
    // The gratings' brightness is around one half.
    #expect((0..<3).allSatisfy { abs(Int(levels[40 * 3 + $0]) - 127) < 8 })
    #expect(Set(levels[..<96]).count > 30)
  }

  @Test func whatDoesNotFitIsRefusedByName() throws {
    func field(_ task: LongRangeTask) throws -> String {
      try #require(throws: Failure.self) { try task.data(datasets: nil) }.field
    }
    #expect(try field(task(pooling: 5)) == "task.sameClass.pooling")
    #expect(try field(task(height: 7)) == "task.sameClass.height")
    #expect(try field(task(distance: 66)) == "task.sameClass.width")
    #expect(try field(task(distance: -8)) == "task.sameClass.width")
    #expect(try field(task(pool: 9)) == "task.sameClass.source.gratings.train")
    #expect(try field(task(train: 0)) == "task.sameClass.train")
    #expect(try field(task(test: 0)) == "task.sameClass.test")
  }
}
